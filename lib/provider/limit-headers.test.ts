import { describe, expect, it } from "vitest";
import { readLimitHeaders, retryAfterLimit } from "#lib/provider/limit-headers";

const now = new Date("2026-05-01T12:00:00Z");
const read = (headers: Record<string, string>) => readLimitHeaders((name) => headers[name], now);

describe("limit headers", () => {
  it.each([
    ["seconds from now", "30", "2026-05-01T12:00:30.000Z"],
    ["epoch seconds", "1777636830", "2026-05-01T12:00:30.000Z"],
    ["epoch milliseconds", "1777636830000", "2026-05-01T12:00:30.000Z"],
    ["a date", "Fri, 01 May 2026 12:00:30 GMT", "2026-05-01T12:00:30.000Z"],
  ])("reads a reset given as %s", (_, value, expected) => {
    expect(read({ "x-ratelimit-reset": value }).resetAt?.toISOString()).toBe(expected);
  });

  it("prefers Retry-After", () => {
    const limits = read({ "x-ratelimit-reset": "50", "retry-after": "7", "x-ratelimit-remaining": "0" });
    expect(retryAfterLimit(limits, now).toISOString()).toBe("2026-05-01T12:00:07.000Z");
    expect(limits.remaining).toBe(0);
  });

  it("waits a minute when nothing is said, and never for long or not at all", () => {
    expect(retryAfterLimit(read({}), now).toISOString()).toBe("2026-05-01T12:01:00.000Z");
    expect(retryAfterLimit(read({ "retry-after": "0" }), now).toISOString()).toBe("2026-05-01T12:00:01.000Z");
    expect(retryAfterLimit(read({ "retry-after": "999999" }), now).toISOString()).toBe("2026-05-01T12:15:00.000Z");
    expect(read({ "x-ratelimit-reset": "soon", "x-ratelimit-remaining": "many" })).toEqual({
      limit: null,
      remaining: null,
      resetAt: null,
      retryAt: null,
    });
  });

  it.each([
    ["x-ratelimit-reset", "1777636830000000000"],
    ["retry-after", "1777636830000000"],
  ])("takes a %s that no date can be for nothing said", (name, value) => {
    expect(retryAfterLimit(read({ [name]: value }), now).toISOString()).toBe("2026-05-01T12:01:00.000Z");
  });
});
