import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { connections, connectionVersions } from "#db/schema/users";
import type { ConnectionRow, VersionRow } from "#lib/connections/find-connection";
import { isUsable } from "#lib/connections/target";
import type { ConnectionView } from "#lib/contract/studio";
import { priceOf } from "#lib/domain/credits";

/** What a page may know of a connection: never its token. */
export function connectionViewOf(connection: ConnectionRow, version: VersionRow): ConnectionView {
  return {
    id: connection.id,
    kind: connection.kind,
    name: connection.name,
    tokenLast4: connection.kind === "preview" ? null : version.tokenLast4,
    usable: isUsable(version),
    pausedReason: connection.pausedReason,
    lastUsedAt: connection.lastUsedAt?.toISOString() ?? null,
    createdAt: connection.createdAt.toISOString(),
    priceCredits: priceOf(connection.kind),
    previewCredits: null,
  };
}

/** A user's connections, the built-in preview engine first. */
export async function listConnections(userId: string): Promise<ConnectionView[]> {
  const db = await database();
  const rows = await db
    .select()
    .from(connections)
    .innerJoin(
      connectionVersions,
      and(eq(connectionVersions.connectionId, connections.id), isNull(connectionVersions.retiredAt)),
    )
    .where(and(eq(connections.userId, userId), isNull(connections.deletedAt)))
    .orderBy(asc(connections.createdAt));
  return rows.map((row) => connectionViewOf(row.connections, row.connection_versions));
}
