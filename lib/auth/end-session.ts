import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { sessions } from "#db/schema/users";
import { AppError } from "#lib/domain/app-error";

/** Ends one sign-in, whoever it belongs to: for the holder of the cookie itself. */
export async function endSession(sessionId: string): Promise<void> {
  const db = await database();
  await db
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
}

/**
 * Ends one of a user's sign-ins at once.
 * @throws {AppError} NOT_FOUND when it is not theirs.
 */
export async function revokeSession(userId: string, sessionId: string): Promise<void> {
  const db = await database();
  const revoked = await db
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  if (revoked.length === 0) throw new AppError("NOT_FOUND");
}

/** Ends all of a user's sign-ins, but for `exceptSessionId`. */
export async function revokeAllSessions(tx: Database, userId: string, exceptSessionId?: string): Promise<void> {
  const theirs = and(eq(sessions.userId, userId), isNull(sessions.revokedAt));
  await tx
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(exceptSessionId ? and(theirs, ne(sessions.id, exceptSessionId)) : theirs);
}
