import { setImmediate, setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { inBatches } from "#db/in-batches";

/** A batch that answers each item with its double, after a while, and notes what came together. */
function doubling(most: number) {
  const batches: number[][] = [];
  const double = inBatches<number, number>(most, async (items) => {
    batches.push(items);
    await setTimeout(5);
    return items.map((item) => item * 2);
  });
  return { batches, double };
}

it("does the work of one moment at once, and of those who come meanwhile together after it", async () => {
  const { batches, double } = doubling(10);
  const first = [double(1), double(2)];
  await setImmediate();
  await setImmediate();
  expect(batches).toEqual([[1, 2]]);
  const second = [double(3), double(4), double(5)];
  expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
});

it("waits for callers as long as each turn of the event loop brings one", async () => {
  const { batches, double } = doubling(10);
  const answers: Promise<number>[] = [];
  for (const item of [1, 2, 3]) {
    const turn = setImmediate();
    answers.push(double(item));
    await turn;
  }
  expect(await Promise.all(answers)).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
});

it("takes no more than so many together", async () => {
  const { batches, double } = doubling(2);
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([[1, 2], [3, 4], [5]]);
});

it("tells a fault to everyone of its batch, and to nobody after it", async () => {
  const work = inBatches<number, number>(2, async (items) => {
    if (items.includes(1)) throw new Error("refused");
    return items;
  });
  const outcomes = await Promise.allSettled([1, 2, 3].map(work));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  expect(await work(4)).toBe(4);
});

it("lets an outcome come later, or fail, for its own caller alone", async () => {
  const work = inBatches<number, number>(3, async (items) =>
    items.map((item) => (item === 1 ? Promise.reject(new Error("refused")) : item)),
  );
  const outcomes = await Promise.allSettled([1, 2, 3].map(work));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
});
