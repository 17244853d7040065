import { expect, it } from "vitest";
import { correctionOf } from "#lib/domain/sync";

it("leaves what is close, hurries or slows what drifts, and moves what is far off", () => {
  expect(correctionOf(1, 1.01, 1)).toEqual({ kind: "none" });
  expect(correctionOf(1, 1.1, 1)).toEqual({ kind: "rate", rate: 1.08 });
  expect(correctionOf(1.1, 1, 2)).toEqual({ kind: "rate", rate: 1.84 });
  expect(correctionOf(1, 2, 1)).toEqual({ kind: "seek", seconds: 2 });
});

it("ends: a video that is always corrected comes as close as is wanted", () => {
  let [clock, at, rate] = [0, 0.25, 1];
  for (let frame = 0; frame < 60 * 6; frame++) {
    clock += 1 / 60;
    at += rate / 60;
    const correction = correctionOf(at, clock, 1);
    rate = correction.kind === "rate" ? correction.rate : 1;
  }
  expect(Math.abs(at - clock)).toBeLessThanOrEqual(0.025);
});
