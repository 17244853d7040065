import "server-only";
import { transaction } from "#db/transaction";
import { findConnection } from "#lib/connections/find-connection";
import { connectionViewOf } from "#lib/connections/list-connections";
import { unpause } from "#lib/connections/pause";
import type { ConnectionView } from "#lib/contract/studio";
import { nudge } from "#lib/queue/enqueue";

/**
 * Lets a user's paused connection send again.
 * @throws {AppError} CONNECTION_MISSING
 */
export async function resumeConnection(userId: string, connectionId: string): Promise<ConnectionView> {
  const view = await transaction(async (tx) => {
    const { connection, version } = await findConnection(tx, userId, connectionId);
    await unpause(tx, connection.id);
    return connectionViewOf({ ...connection, pausedReason: null }, version);
  });
  nudge("turns");
  return view;
}
