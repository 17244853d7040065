import type { ENGINE_ACCOUNT_KINDS, ENGINE_PLANS } from "#db/schema/engine";

export type Plan = (typeof ENGINE_PLANS)[number];
export type AccountKind = (typeof ENGINE_ACCOUNT_KINDS)[number];

/** Requests a minute by plan, as the API page states them. */
export const REQUESTS_PER_MINUTE: Record<Plan, number> = { free: 100, pro: 1_000, enterprise: 5_000 };

/** The plan an account begins with. The studio's own previews must not be throttled by the page's free limit. */
export const FIRST_PLAN: Record<AccountKind, Plan> = { studio: "enterprise", api: "free" };
