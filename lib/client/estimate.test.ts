import { describe, expect, it } from "vitest";
import { clock, progressAt } from "#lib/client/estimate";

const start = "2026-11-22T10:00:00.000Z";
const after = (seconds: number) => Date.parse(start) + seconds * 1_000;

describe("progressAt", () => {
  it("knows only the time gone by without an estimate", () => {
    expect(progressAt(start, after(7), null)).toEqual({
      elapsedSeconds: 7,
      percent: null,
      secondsLeft: null,
      late: false,
    });
  });

  it("rounds what is left and never reaches 100 %", () => {
    expect(progressAt(start, after(12), 40)).toMatchObject({ percent: 30, secondsLeft: 30, late: false });
    expect(progressAt(start, after(20), 200)).toMatchObject({ percent: 10, secondsLeft: 180 });
    expect(progressAt(start, after(90), 40)).toMatchObject({ percent: 99, secondsLeft: null, late: true });
  });

  it("does not go below zero where clocks differ", () => {
    expect(progressAt(start, after(-5), 40)).toMatchObject({ elapsedSeconds: 0, percent: 0 });
  });
});

describe("clock", () => {
  it("writes minutes and hours", () => {
    expect([clock(5.9), clock(65), clock(3_725)]).toEqual(["0:05", "1:05", "1:02:05"]);
  });
});
