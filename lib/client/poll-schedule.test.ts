import { describe, expect, it } from "vitest";
import { pollDelayMs } from "#lib/client/poll-schedule";

describe("pollDelayMs", () => {
  it("asks often in front and seldom in a hidden tab", () => {
    expect(pollDelayMs({ hidden: false, failures: 0 })).toBe(1_500);
    expect(pollDelayMs({ hidden: true, failures: 0 })).toBe(15_000);
  });

  it("backs off after errors, up to half a minute, and is quick again after a success", () => {
    const delays = [1, 2, 3, 4, 5, 60].map((failures) => pollDelayMs({ hidden: false, failures }));
    expect(delays).toEqual([3_000, 6_000, 12_000, 24_000, 30_000, 30_000]);
    expect(pollDelayMs({ hidden: false, failures: 0 })).toBe(1_500);
  });
});
