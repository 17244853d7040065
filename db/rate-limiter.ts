import "server-only";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from "rate-limiter-flexible";
import { databaseHandle } from "#db/client";

interface Limit {
  /** Names the counters; one word a limit. */
  name: string;
  points: number;
  durationSeconds: number;
}

declare global {
  var reelkeepLimiters: Map<string, Promise<RateLimiterAbstract>> | undefined;
}

/**
 * A counter of requests in fixed windows: in PostgreSQL where several processes share one, in memory on
 * the embedded database, which only one process has.
 */
export function rateLimiter(limit: Limit): Promise<RateLimiterAbstract> {
  globalThis.reelkeepLimiters ??= new Map();
  const known = globalThis.reelkeepLimiters.get(limit.name);
  if (known) return known;
  const created = create(limit);
  globalThis.reelkeepLimiters.set(limit.name, created);
  return created;
}

async function create({ name, points, durationSeconds }: Limit): Promise<RateLimiterAbstract> {
  const options = { keyPrefix: name, points, duration: durationSeconds };
  const { driver } = await databaseHandle();
  if (driver.kind === "pglite") return new RateLimiterMemory(options);
  return new RateLimiterPostgres({
    ...options,
    storeClient: driver.pool,
    tableName: "rate_limits",
    tableCreated: true,
  });
}
