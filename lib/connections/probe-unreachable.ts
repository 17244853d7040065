import "server-only";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { database } from "#db/client";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { currentVersion } from "#lib/connections/find-connection";
import { lockConnection } from "#lib/connections/pace";
import { unpause } from "#lib/connections/pause";
import { isUsable, openTarget } from "#lib/connections/target";
import { isReachable } from "#lib/provider/test-token";

const PROBE_EVERY_MS = 60_000;
const BATCH = 5;

/**
 * Asks providers that could not be reached whether they answer again, by a status read, which is free;
 * those that do get what waits for them.
 * @returns how many answer again
 */
export async function probeUnreachable(): Promise<number> {
  const db = await database();
  const now = new Date();
  const due = await db
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(
        eq(connections.pausedReason, "unreachable"),
        isNull(connections.deletedAt),
        or(isNull(connections.notBefore), lt(connections.notBefore, now)),
      ),
    )
    .limit(BATCH);
  let reached = 0;
  for (const { id } of due) {
    const notBefore = new Date(Date.now() + PROBE_EVERY_MS);
    await db.update(connections).set({ notBefore }).where(eq(connections.id, id));
    const version = await currentVersion(db, id);
    const target = version && isUsable(version) ? openTarget(version) : undefined;
    if (target && (await isReachable(target)) && (await resume(id))) reached += 1;
  }
  return reached;
}

/** Ends the pause, unless another reason has come up while the provider was asked. */
function resume(connectionId: string): Promise<boolean> {
  return transaction(async (tx) => {
    const connection = await lockConnection(tx, connectionId);
    if (connection?.pausedReason !== "unreachable") return false;
    await unpause(tx, connectionId);
    return true;
  });
}
