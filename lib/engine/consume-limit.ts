import "server-only";
import type { RateLimiterRes } from "rate-limiter-flexible";
import { rateLimiter } from "#db/rate-limiter";
import { REQUESTS_PER_MINUTE } from "#lib/domain/plans";
import type { Account } from "#lib/engine/account";

/** Where an account stands in the current minute, this request included. */
export interface LimitState {
  exceeded: boolean;
  limit: number;
  remaining: number;
  /** Until the window ends. */
  resetMs: number;
}

/** Counts one request of an account against its plan: across processes on PostgreSQL, in memory on the embedded database. */
export async function consumeLimit(account: Pick<Account, "id" | "plan">): Promise<LimitState> {
  const limit = REQUESTS_PER_MINUTE[account.plan];
  const limiter = await rateLimiter({ name: `engine-${account.plan}`, points: limit, durationSeconds: 60 });
  try {
    return state(limit, await limiter.consume(account.id), false);
  } catch (outcome) {
    if (isRefusal(outcome)) return state(limit, outcome, true);
    throw outcome;
  }
}

/** The limiter rejects with its result when a limit is passed. It may come from another instance of its module, so its shape decides. */
function isRefusal(outcome: unknown): outcome is RateLimiterRes {
  return typeof outcome === "object" && outcome !== null && "msBeforeNext" in outcome && "remainingPoints" in outcome;
}

function state(limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes, exceeded: boolean): LimitState {
  return { exceeded, limit, remaining: remainingPoints, resetMs: Math.max(msBeforeNext, 0) };
}

/** The headers that tell a caller of its limit; `X-RateLimit-Reset` is in epoch seconds. */
export function limitHeaders({ exceeded, limit, remaining, resetMs }: LimitState): Record<string, string> {
  const headers: Record<string, string> = {
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": String(Math.ceil((Date.now() + resetMs) / 1_000)),
  };
  if (exceeded) headers["Retry-After"] = String(Math.max(1, Math.ceil(resetMs / 1_000)));
  return headers;
}
