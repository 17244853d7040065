import { expect, it } from "vitest";
import { frameAt, frameRateOf, stepped } from "#lib/domain/frames";

it("takes the frame rate from the file, or says that it is assumed", () => {
  expect(frameRateOf({ frames: 150, durationSeconds: 6 })).toEqual({ perSecond: 25, assumed: false });
  expect(frameRateOf({ frames: null, durationSeconds: 6 })).toEqual({ perSecond: 24, assumed: true });
  expect(frameRateOf({ frames: 150, durationSeconds: null })).toEqual({ perSecond: 24, assumed: true });
});

it("steps through every frame once, there and back, and stays inside", () => {
  const [rate, duration] = [24, 0.5];
  const seen = [0];
  let at = 0;
  for (let step = 0; step < 14; step++) {
    at = stepped(at, 1, rate, duration);
    seen.push(frameAt(at, rate));
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 11, 11]);
  for (let step = 0; step < 14; step++) at = stepped(at, -1, rate, duration);
  expect(frameAt(at, rate)).toBe(0);
});

it("knows the frame that begins at a rounded timestamp", () => {
  expect(frameAt(0.041666, 24)).toBe(1);
  expect(frameAt(0.0833, 24)).toBe(2);
  expect(frameAt(0.04, 24)).toBe(0);
});
