/** Price of one generation in credits, as the provider's page states it. */
export const CREDITS_PER_GENERATION = 40;
/** About 0.40 USD for 40 credits on the provider's page: one US cent a credit. */
const USD_CENTS_PER_CREDIT = 1;

/** Approximate US dollars for an amount of credits. */
export function creditsToUsd(credits: number): number {
  return (credits * USD_CENTS_PER_CREDIT) / 100;
}

/** What one generation costs on a connection: the built-in engine is free of charge. */
export function priceOf(connectionKind: ConnectionKind): number {
  return connectionKind === "preview" ? 0 : CREDITS_PER_GENERATION;
}

export const CONNECTION_KINDS = ["preview", "grokimagine"] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/**
 * Why nothing is sent on a connection until its owner acts (or, for `unreachable`, until it answers again).
 * `user`: its owner wants it so. What was sent before is read all the same.
 */
export const PAUSE_REASONS = ["token_refused", "out_of_credits", "unreachable", "user"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/**
 * Kinds of ledger entries. Every entry carries two signed deltas, `held` and `spent`; a balance is
 * the sum of deltas and nothing else.
 */
export const LEDGER_KINDS = ["hold", "settle", "release", "write_off", "adjust"] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];
