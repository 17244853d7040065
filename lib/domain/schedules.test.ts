import { describe, expect, it } from "vitest";
import { backoffMs, syncDelayMs } from "#lib/domain/schedules";

describe("schedules", () => {
  it("asks for a status less and less often", () => {
    const ages = [0, 31_000, 121_000, 601_000, 3_601_000];
    const delays = ages.map(syncDelayMs);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(new Set(delays).size).toBe(ages.length);
  });

  it("doubles a backoff up to its longest and keeps at least half of it", () => {
    expect(backoffMs(1, 1_000, 60_000, 0.999_999)).toBe(1_000);
    expect(backoffMs(3, 1_000, 60_000, 0)).toBe(2_000);
    expect(backoffMs(50, 1_000, 60_000, 0.999_999)).toBe(60_000);
  });
});
