import { expect, it } from "vitest";
import { partsOf, runInParts } from "#lib/client/run-in-parts";

it("splits a list into parts that are not too long, in its order", () => {
  expect(partsOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(partsOf([], 2)).toEqual([]);
  expect(partsOf(Array.from({ length: 1_001 })).map((part) => part.length)).toEqual([1_000, 1]);
});

it("stops at the first part that fails, and tells what was done before", async () => {
  const made: number[] = [];
  const outcome = await runInParts([1, 2, 3], async (part) => {
    made.push(part);
    if (part === 2) return { ok: false, error: { code: "CONFLICT", requestId: "r" } };
    return { ok: true, data: part * 10 };
  });
  expect(made).toEqual([1, 2]);
  expect(outcome).toMatchObject({ answers: [10], fault: { code: "CONFLICT" } });
  expect(await runInParts([1, 3], async (part) => ({ ok: true, data: part }))).toEqual({
    answers: [1, 3],
    fault: null,
  });
});
