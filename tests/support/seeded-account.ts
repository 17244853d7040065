/** Who owns a seeded library. */
export const SEEDED_ACCOUNT = { email: "collector@example.test", password: "correct horse" };
