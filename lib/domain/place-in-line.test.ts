import { expect, it } from "vitest";
import { placesInLine } from "#lib/domain/place-in-line";

const at = (second: number) => new Date(Date.UTC(2026, 10, 25, 10, 0, second));
const waiting = (id: string, batchId: string, second: number, unsentTries = 0) => ({
  id,
  batchId,
  createdAt: at(second),
  unsentTries,
});
const line = (places: ReadonlyMap<string, number>) => [...places].sort((a, b) => a[1] - b[1]).map(([id]) => id);

it("lets batches take turns, in the order in which they came", () => {
  const all = [waiting("b1", "b", 2), waiting("b2", "b", 3), waiting("a1", "a", 0), waiting("a2", "a", 1)];
  expect(line(placesInLine(all, new Map()))).toEqual(["a1", "b1", "a2", "b2"]);
});

it("puts the batch that was served last behind the others, and one that was not served in front", () => {
  const all = [waiting("a1", "a", 0), waiting("b1", "b", 1), waiting("c1", "c", 2)];
  const served = new Map([
    ["a", at(9)],
    ["b", at(8)],
  ]);
  expect(line(placesInLine(all, served))).toEqual(["c1", "b1", "a1"]);
});

it("sends first what could not be sent before", () => {
  const all = [waiting("a1", "a", 0), waiting("a2", "a", 1, 2)];
  expect(line(placesInLine(all, new Map()))).toEqual(["a2", "a1"]);
});

it("gives every one a place of its own", () => {
  const all = Array.from({ length: 500 }, (_, n) => waiting(`g${n}`, `b${n % 63}`, n));
  const places = placesInLine(all, new Map());
  expect(new Set(places.values()).size).toBe(500);
  expect(Math.max(...places.values())).toBe(500);
});
