/** Server actions that need no session: they end in one, or in a pass for one link. A test compares this list with what `publicAction` wraps. */
export const PUBLIC_ACTIONS = ["signUpAction", "signInAction", "unlockShareAction"] as const;
export type PublicAction = (typeof PUBLIC_ACTIONS)[number];

/**
 * Routes that need no session: next-auth's own, the built-in engine's API (bearer keys), two that
 * tell nothing but that the server is up, start images, which a provider reads by a name that can't
 * be guessed, and what strangers see by a link: its token can't be guessed, and each checks it.
 */
export const PUBLIC_ROUTES = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/api/health/route.ts",
  "app/api/ready/route.ts",
  "app/api/uploads/[file]/route.ts",
  "app/s/[token]/poster/[ref]/route.ts",
  "app/s/[token]/preview/route.ts",
  "app/s/[token]/video/[ref]/route.ts",
] as const;

/** Names of the routes that go through `publicRoute`. */
export type PublicRoute =
  | "GET /api/uploads/[file]"
  | "GET /s/[token]/poster/[ref]"
  | "GET /s/[token]/preview"
  | "GET /s/[token]/video/[ref]";

/** Pages that need no session. */
export const PUBLIC_PAGES = [
  "app/(auth)/sign-in/page.tsx",
  "app/(auth)/sign-up/page.tsx",
  "app/docs/api/page.tsx",
  "app/s/[token]/page.tsx",
] as const;
