/** Tokens of links to a collection of the newest videos: one is good, one has expired. */
export const SEEDED_SHARES = { good: "g".repeat(32), expired: "e".repeat(32) };
/** Who owns a seeded library. */
export const SEEDED_ACCOUNT = { email: "collector@example.test", password: "correct horse" };
