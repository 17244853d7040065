import { expect, it } from "vitest";
import { around, neighboursOf } from "#lib/client/neighbours";

const videos = new Map([
  ["a", ["a1", "a2"]],
  ["b", ["b1"]],
  ["failed", []],
  ["c", ["c1", "c2"]],
]);
const ids = ["a", "failed", "b", "c", "unknown", "d"];
const of = (generation: string, video: string) => neighboursOf(ids, generation, video, (id) => videos.get(id));

it("goes from take to take, then to the next generation that has a video", () => {
  expect(of("a", "a1")).toEqual({ previousId: null, nextId: "a2" });
  expect(of("a", "a2")).toEqual({ previousId: "a1", nextId: "b1" });
  expect(of("b", "b1")).toEqual({ previousId: "a2", nextId: "c1" });
});

it("waits for facts rather than passing over what may have a video", () => {
  expect(of("c", "c2")).toEqual({ previousId: "c1", nextId: null });
  expect(of("gone", "x")).toEqual({ previousId: null, nextId: null });
});

it("asks about few of many", () => {
  const many = Array.from({ length: 10_000 }, (_, place) => String(place));
  expect(around(many, "5000")).toHaveLength(17);
  expect(around(many, "0")).toHaveLength(9);
  expect(around(many, "x")).toEqual([]);
});
