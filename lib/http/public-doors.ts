/** Server actions that need no session. A test compares this list with what `publicAction` wraps. */
export const PUBLIC_ACTIONS = ["signUpAction", "signInAction"] as const;
export type PublicAction = (typeof PUBLIC_ACTIONS)[number];

/**
 * Routes that need no session: next-auth's own, the built-in engine's API (bearer keys), two that
 * tell nothing but that the server is up, and start images, which a provider reads by a name that can't
 * be guessed.
 */
export const PUBLIC_ROUTES = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/api/health/route.ts",
  "app/api/ready/route.ts",
  "app/api/uploads/[file]/route.ts",
] as const;

/** Names of the routes that go through `publicRoute`. */
export type PublicRoute = "GET /api/uploads/[file]";

/** Pages that need no session. */
export const PUBLIC_PAGES = [
  "app/(auth)/sign-in/page.tsx",
  "app/(auth)/sign-up/page.tsx",
  "app/docs/api/page.tsx",
] as const;
