import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "#db/client";
import { sessions, users } from "#db/schema/users";
import { auth } from "#lib/auth/next-auth";
import type { Role } from "#lib/domain/roles";

/** Who is asking. */
export interface Session {
  sessionId: string;
  user: { id: string; email: string; role: Role };
}

/** How stale "last seen" may be: writing it at every request would cost a transaction each. */
const LAST_SEEN_STEP_MS = 5 * 60_000;

/** The session of this request, or null: signed out, revoked, expired or the account disabled. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const cookie = await auth();
  return cookie?.user?.sessionId ? findSession(cookie.user.sessionId) : null;
});

async function findSession(sessionId: string): Promise<Session | null> {
  const db = await database();
  const now = new Date();
  const [row] = await db
    .select({ id: users.id, email: users.email, role: users.role, lastSeenAt: sessions.lastSeenAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        isNull(users.disabledAt),
      ),
    );
  if (!row) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > LAST_SEEN_STEP_MS) {
    await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, sessionId));
  }
  return { sessionId, user: { id: row.id, email: row.email, role: row.role } };
}

/** The session of this page, or a redirect to the sign-in page that comes back here. */
export async function requireSession(): Promise<Session> {
  const session = await currentSession();
  if (session) return session;
  const here = (await headers()).get("x-path") ?? "/";
  redirect(here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`);
}
