import { describe, expect, it } from "vitest";
import { backoffMs, openTasksMax, READ_WITHIN_MS, syncDelayMs } from "#lib/domain/schedules";

describe("schedules", () => {
  it.each([20_000, 60_000, 600_000])("asks most often when a task of typically %i ms should end", (typicalMs) => {
    const at = (share: number) => syncDelayMs(share * typicalMs, typicalMs);
    expect(syncDelayMs(0, typicalMs)).toBe(2_000);
    expect(at(1)).toBeLessThanOrEqual(at(0.45));
    expect(at(1)).toBeLessThanOrEqual(at(2));
    for (const share of [0, 0.3, 1, 2, 4.9]) expect(at(share)).toBeLessThanOrEqual(READ_WITHIN_MS);
    expect(syncDelayMs(5 * 3_600_000, typicalMs)).toBe(300_000);
  });

  it("opens no more tasks than can be read in time", () => {
    const open = openTasksMax(94);
    expect((open * 60_000) / READ_WITHIN_MS).toBeLessThanOrEqual(0.85 * 94);
    expect(openTasksMax(1)).toBe(2);
  });

  it("doubles a backoff up to its longest and keeps at least half of it", () => {
    expect(backoffMs(1, 1_000, 60_000, 0.999_999)).toBe(1_000);
    expect(backoffMs(3, 1_000, 60_000, 0)).toBe(2_000);
    expect(backoffMs(50, 1_000, 60_000, 0.999_999)).toBe(60_000);
  });
});
