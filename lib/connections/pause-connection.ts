import "server-only";
import { and, eq, isNull, or } from "drizzle-orm";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { findConnection } from "#lib/connections/find-connection";
import { connectionViewOf } from "#lib/connections/list-connections";
import type { ConnectionView } from "#lib/contract/studio";

/**
 * Stops sending on a user's connection until they resume it. What was sent is read and kept as ever; one that
 * is paused already keeps its reason, unless that would end by itself.
 * @throws {AppError} CONNECTION_MISSING
 */
export function pauseConnection(userId: string, connectionId: string): Promise<ConnectionView> {
  return transaction(async (tx) => {
    const { connection } = await findConnection(tx, userId, connectionId);
    await tx
      .update(connections)
      .set({ pausedReason: "user" })
      .where(
        and(
          eq(connections.id, connection.id),
          or(isNull(connections.pausedReason), eq(connections.pausedReason, "unreachable")),
        ),
      );
    const paused = await findConnection(tx, userId, connectionId);
    return connectionViewOf(paused.connection, paused.version);
  });
}
