import { expect, it } from "vitest";
import { idsToAsk } from "#lib/client/ask-about";

const some = (count: number, state: string) =>
  Array.from({ length: count }, (_, n) => ({ id: `${state}-${n}`, state }));

it("names all where there is room", () => {
  expect(idsToAsk([...some(2, "queued"), ...some(1, "running")], 100, 7)).toEqual([
    "running-0",
    "queued-0",
    "queued-1",
  ]);
  expect(idsToAsk([], 100, 0)).toEqual([]);
});

it("names what was sent before what waits, and comes to everything in turns", () => {
  const moving = [...some(500, "queued"), ...some(90, "running")];
  const asked = new Set<string>();
  for (let round = 0; round < 30; round += 1) {
    const ids = idsToAsk(moving, 100, round);
    expect(new Set(ids).size).toBe(100);
    expect(ids.filter((id) => id.startsWith("running"))).toHaveLength(80);
    for (const id of ids) asked.add(id);
  }
  expect(asked.size).toBe(590);
});
