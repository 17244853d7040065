import "server-only";
import { and, eq } from "drizzle-orm";
import { generations } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { retireVersions } from "#lib/connections/add-version";
import { findConnection } from "#lib/connections/find-connection";
import { lockConnection } from "#lib/connections/pace";
import { AppError } from "#lib/domain/app-error";
import { cancelQueued } from "#lib/generations/cancel-generation";

/**
 * Deletes a user's token. What was not sent yet is cancelled and its hold given back; what runs goes on
 * with the token until it has ended and is archived, and only then the token is erased.
 * @throws {AppError} CONNECTION_MISSING; FORBIDDEN for the built-in engine's connection.
 */
export function deleteConnection(userId: string, connectionId: string): Promise<void> {
  return transaction(async (tx) => {
    const { connection } = await findConnection(tx, userId, connectionId);
    if (connection.kind === "preview") throw new AppError("FORBIDDEN");
    await lockConnection(tx, connection.id);
    const queued = await tx
      .select({ id: generations.id, userId: generations.userId })
      .from(generations)
      .where(and(eq(generations.connectionId, connectionId), eq(generations.state, "queued")));
    for (const generation of queued) await cancelQueued(tx, generation, "CONNECTION_DELETED");
    await retireVersions(tx, connectionId);
    await tx.update(connections).set({ deletedAt: new Date() }).where(eq(connections.id, connectionId));
  });
}
