import "server-only";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "#db/client";
import { connections, connectionVersions } from "#db/schema/users";
import { AppError } from "#lib/domain/app-error";

export type ConnectionRow = typeof connections.$inferSelect;
export type VersionRow = typeof connectionVersions.$inferSelect;

/**
 * A user's own connection with its current version.
 * @throws {AppError} CONNECTION_MISSING when there is none of that id, it is another's or deleted.
 */
export async function findConnection(
  db: Database,
  userId: string,
  connectionId: string,
): Promise<{ connection: ConnectionRow; version: VersionRow }> {
  const [connection] = await db
    .select()
    .from(connections)
    .where(and(eq(connections.id, connectionId), eq(connections.userId, userId), isNull(connections.deletedAt)));
  const version = connection ? await currentVersion(db, connection.id) : undefined;
  if (!connection || !version) throw new AppError("CONNECTION_MISSING");
  return { connection, version };
}

/** The version that new calls of a connection use; undefined once it was deleted. */
export async function currentVersion(db: Database, connectionId: string): Promise<VersionRow | undefined> {
  const [version] = await db
    .select()
    .from(connectionVersions)
    .where(and(eq(connectionVersions.connectionId, connectionId), isNull(connectionVersions.retiredAt)))
    .orderBy(desc(connectionVersions.number))
    .limit(1);
  return version;
}
