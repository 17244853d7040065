/** Plans of the built-in API, as the API page names them. */
export const PLANS = ["free", "pro", "enterprise"] as const;
export type Plan = (typeof PLANS)[number];

/** Requests a minute by plan, as the API page states them. */
export const REQUESTS_PER_MINUTE: Record<Plan, number> = { free: 100, pro: 1_000, enterprise: 5_000 };

/** `studio`: what a user's preview connection runs on. `api`: what the keys run on that a user makes. */
export const ENGINE_ACCOUNT_KINDS = ["studio", "api"] as const;
export type EngineAccountKind = (typeof ENGINE_ACCOUNT_KINDS)[number];

/** Most characters of a key's name. */
export const KEY_NAME_MAX_CHARACTERS = 80;
