import "server-only";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { deriveKey } from "#lib/auth/app-secret";
import { endSession } from "#lib/auth/end-session";
import { addressOf } from "#lib/auth/request-address";
import { SESSION_SECONDS, signInWithPassword } from "#lib/auth/sign-in";
import { AppError } from "#lib/domain/app-error";
import { log } from "#lib/log";

const credentials = z.object({ email: z.string().max(320), password: z.string().max(256) });

declare module "next-auth" {
  interface User {
    /** Id of the row in `sessions`; whether it still counts is asked at every door. */
    sessionId: string;
  }
}

/** What our cookie carries besides next-auth's own fields. */
const ownClaims = z.object({ sessionId: z.uuid() });

/**
 * next-auth with email and password. Credentials want JWT sessions, so the cookie carries the id of a
 * row in `sessions`, and only that row says whether the sign-in is still good.
 */
export const { handlers, auth, signIn, signOut } = NextAuth(() => ({
  secret: deriveKey("sessions").toString("base64url"),
  trustHost: true,
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      authorize: async (input, request) => {
        const parsed = credentials.safeParse(input);
        if (!parsed.success) throw new AppError("WRONG_CREDENTIALS");
        const { userId, sessionId } = await signInWithPassword({
          ...parsed.data,
          address: addressOf(request.headers),
          userAgent: request.headers.get("user-agent"),
        });
        return { id: userId, sessionId };
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { ...token, sessionId: user.sessionId } : token),
    session: ({ session, token }) => {
      const claims = ownClaims.safeParse(token);
      return { expires: session.expires, user: { id: token.sub ?? "", sessionId: claims.data?.sessionId ?? "" } };
    },
  },
  events: {
    signOut: async (message) => {
      const claims = ownClaims.safeParse("token" in message ? message.token : null);
      if (claims.success) await endSession(claims.data.sessionId);
    },
  },
  logger: {
    error: (error) => {
      if (!appErrorIn(error)) log().error({ err: error }, "sign-in failed unexpectedly");
    },
    warn: (code) => log().debug({ code }, "next-auth warned"),
    debug: () => {},
  },
}));

/** The error of ours that next-auth wrapped, if that is what it is. */
export function appErrorIn(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  const wrapped = cause && typeof cause === "object" && "err" in cause ? cause.err : undefined;
  return wrapped instanceof AppError ? wrapped : undefined;
}
