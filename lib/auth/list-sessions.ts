import "server-only";
import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { sessions } from "#db/schema/users";
import type { SessionView } from "#lib/contract/studio";

/** A user's sign-ins that still count, newest first. */
export async function listSessions(userId: string, currentSessionId: string): Promise<SessionView[]> {
  const db = await database();
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, new Date())))
    .orderBy(desc(sessions.createdAt))
    .limit(100);
  return rows.map((row) => ({
    id: row.id,
    current: row.id === currentSessionId,
    userAgent: row.userAgent,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}
