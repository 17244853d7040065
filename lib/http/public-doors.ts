/** Server actions that need no session. A test compares this list with what `publicAction` wraps. */
export const PUBLIC_ACTIONS = ["signUpAction", "signInAction"] as const;
export type PublicAction = (typeof PUBLIC_ACTIONS)[number];

/**
 * Routes that need no session: next-auth's own, the built-in engine's API (bearer keys), and two that
 * tell nothing but that the server is up.
 */
export const PUBLIC_ROUTES = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/api/health/route.ts",
  "app/api/ready/route.ts",
] as const;
