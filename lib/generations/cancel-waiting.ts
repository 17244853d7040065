import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { releaseAll } from "#lib/ledger/entries";

/**
 * Cancels all that a user has waiting, or what waits of one batch, and gives the holds back: all that was not
 * sent by then, in one transaction. What is being sent goes on.
 * @returns how many were cancelled
 */
export function cancelWaiting(userId: string, batchId: string | null): Promise<number> {
  return transaction(async (tx) => {
    const waiting = and(
      eq(generations.userId, userId),
      eq(generations.state, "queued"),
      batchId ? eq(generations.batchId, batchId) : undefined,
    );
    // Locked in one order, so that two of these never wait for each other.
    const locked = await tx
      .select({ id: generations.id })
      .from(generations)
      .where(waiting)
      .orderBy(asc(generations.id))
      .for("update");
    if (locked.length === 0) return 0;
    const ids = locked.map(({ id }) => id);
    const cancelled = await tx
      .update(generations)
      .set({ state: "cancelled", finishedAt: new Date(), nextAttemptAt: null, errorCode: null, consumedCredits: 0 })
      .where(and(inArray(generations.id, ids), eq(generations.state, "queued")))
      .returning({ id: generations.id });
    await releaseAll(
      tx,
      userId,
      cancelled.map(({ id }) => id),
    );
    return cancelled.length;
  });
}
