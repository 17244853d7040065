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

/** Pages that need no session. */
export const PUBLIC_PAGES = [
  "app/(auth)/sign-in/page.tsx",
  "app/(auth)/sign-up/page.tsx",
  "app/docs/api/page.tsx",
] as const;
