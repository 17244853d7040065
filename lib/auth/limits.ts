import "server-only";
import { RateLimiterRes } from "rate-limiter-flexible";
import { rateLimiter } from "#db/rate-limiter";
import { AppError } from "#lib/domain/app-error";

/** How often one address or one account may do a thing. Loopback is one address for a whole household of tabs, so limits are roomy. */
const LIMITS = {
  addressActions: { name: "address-actions", points: 600, durationSeconds: 60 },
  addressReads: { name: "address-reads", points: 6_000, durationSeconds: 60 },
  accountActions: { name: "account-actions", points: 300, durationSeconds: 60 },
  addressSignIns: { name: "address-sign-ins", points: 100, durationSeconds: 900 },
  /** By email and address together: somebody else's guesses must not lock a person out. */
  visitorSignIns: { name: "visitor-sign-ins", points: 10, durationSeconds: 900 },
  emailSignIns: { name: "email-sign-ins", points: 200, durationSeconds: 900 },
  /** Pages and lists of shares that strangers open. */
  addressShares: { name: "address-shares", points: 600, durationSeconds: 60 },
  /** Passwords of shares: by share and address, by address, and by share, roomy enough that nobody shuts others out. */
  visitorShareTries: { name: "visitor-share-tries", points: 10, durationSeconds: 900 },
  addressShareTries: { name: "address-share-tries", points: 50, durationSeconds: 900 },
  shareTries: { name: "share-tries", points: 500, durationSeconds: 900 },
  addressSignUps: { name: "address-sign-ups", points: 30, durationSeconds: 3_600 },
} as const;

type LimitName = keyof typeof LIMITS;

/**
 * Counts one use of `limit` by `key`.
 * @throws {AppError} TOO_MANY_REQUESTS with the seconds to wait.
 */
export async function countUse(limit: LimitName, key: string): Promise<void> {
  const limiter = await rateLimiter(LIMITS[limit]);
  try {
    await limiter.consume(key);
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    const retryAfterSeconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1_000));
    throw new AppError("TOO_MANY_REQUESTS", { retryable: true, retryAfterSeconds, detail: limit });
  }
}

/** Forgets the uses of `limit` by `key`, for example after the right password. */
export async function forgetUses(limit: LimitName, key: string): Promise<void> {
  await (await rateLimiter(LIMITS[limit])).delete(key);
}
