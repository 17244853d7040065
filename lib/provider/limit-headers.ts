import "server-only";

/** What a provider's answer says about its limit. */
export interface LimitHeaders {
  /** Requests a minute that the plan allows. */
  limit: number | null;
  /** Requests left in the window. */
  remaining: number | null;
  /** When the window ends. */
  resetAt: Date | null;
  /** When the provider wants to be asked again, if it said so. */
  retryAt: Date | null;
}

const EPOCH_MILLISECONDS_FROM = 1e12;
const EPOCH_SECONDS_FROM = 1e9;

/**
 * An instant from `X-RateLimit-Reset`, whose format nobody documents: epoch milliseconds, epoch
 * seconds, seconds from now, or a date.
 */
function resetInstant(value: string | undefined, now: Date): Date | null {
  if (!value) return null;
  const number = Number(value);
  if (Number.isFinite(number)) {
    if (number >= EPOCH_MILLISECONDS_FROM) return dateOf(number);
    if (number >= EPOCH_SECONDS_FROM) return dateOf(number * 1_000);
    return number >= 0 ? dateOf(now.getTime() + number * 1_000) : null;
  }
  return dateOf(Date.parse(value));
}

/** An instant in epoch milliseconds; null for what is none, as nanoseconds are beyond the last date there is. */
function dateOf(epochMs: number): Date | null {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** `Retry-After` is seconds or an HTTP date (RFC 9110, section 10.2.3). */
function retryInstant(value: string | undefined, now: Date): Date | null {
  if (!value) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && seconds >= 0) return dateOf(now.getTime() + seconds * 1_000);
  return dateOf(Date.parse(value));
}

function count(value: string | undefined): number | null {
  const number = Number(value ?? "none");
  return Number.isInteger(number) && number >= 0 ? number : null;
}

/** Reads the limit headers of an answer that arrived at `now`. `Retry-After` wins where present. */
export function readLimitHeaders(header: (name: string) => string | undefined, now: Date): LimitHeaders {
  const resetAt = resetInstant(header("x-ratelimit-reset"), now);
  return {
    limit: count(header("x-ratelimit-limit")),
    remaining: count(header("x-ratelimit-remaining")),
    resetAt,
    retryAt: retryInstant(header("retry-after"), now),
  };
}

const DEFAULT_WAIT_MS = 60_000;
/** No wish of a provider is followed for longer. */
export const LONGEST_WAIT_MS = 15 * 60_000;

/** When to try again after a 429: as told, otherwise in a minute; at least a second and at most a quarter of an hour. */
export function retryAfterLimit(limits: LimitHeaders, now: Date): Date {
  const told = limits.retryAt ?? limits.resetAt;
  const waitMs = told ? told.getTime() - now.getTime() : DEFAULT_WAIT_MS;
  return new Date(now.getTime() + Math.min(Math.max(waitMs, 1_000), LONGEST_WAIT_MS));
}
