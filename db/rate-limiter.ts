import "server-only";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from "rate-limiter-flexible";
import { databaseHandle } from "#db/client";
import type { Handle } from "#db/connect";

interface Limit {
  /** Names the counters; one word a limit. */
  name: string;
  points: number;
  durationSeconds: number;
}

declare global {
  var reelkeepLimiters: WeakMap<Handle, Map<string, RateLimiterAbstract>> | undefined;
}

/**
 * A counter of requests in fixed windows: in PostgreSQL where several processes share one, in memory on
 * the embedded database, which only one process has.
 */
export async function rateLimiter(limit: Limit): Promise<RateLimiterAbstract> {
  const handle = await databaseHandle();
  globalThis.reelkeepLimiters ??= new WeakMap();
  const limiters = globalThis.reelkeepLimiters.get(handle) ?? new Map<string, RateLimiterAbstract>();
  globalThis.reelkeepLimiters.set(handle, limiters);
  const limiter = limiters.get(limit.name) ?? create(limit, handle);
  limiters.set(limit.name, limiter);
  return limiter;
}

function create({ name, points, durationSeconds }: Limit, { driver }: Handle): RateLimiterAbstract {
  const options = { keyPrefix: name, points, duration: durationSeconds };
  if (driver.kind === "pglite") return new RateLimiterMemory(options);
  return new RateLimiterPostgres({
    ...options,
    storeClient: driver.pool,
    tableName: "rate_limits",
    tableCreated: true,
  });
}
