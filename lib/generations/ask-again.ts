import "server-only";
import { and, eq, exists, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { enqueue } from "#lib/queue/enqueue";

/**
 * The built-in engine keeps an `Idempotency-Key` for 24 hours from the call on. A generation is older than its
 * call, so below this age, with an hour to spare for clocks, the same key is certainly the same task.
 */
const KEY_KEPT = sql`interval '23 hours'`;

/** What a claimed generation is set to when it goes back into the queue. */
export const UNSENT = {
  state: "queued",
  leaseExpiresAt: null,
  submittedAt: null,
  connectionVersionId: null,
} as const;

/**
 * Condition on `generations`: a call that may have arrived can be made again without a second purchase. Only the
 * built-in engine's can, and it is free. No provider is trusted so: the API documents no such key.
 */
function isRepeatable(tx: Database): SQL | undefined {
  const preview = and(eq(connections.id, generations.connectionId), eq(connections.kind, "preview"));
  return and(
    eq(generations.priceCredits, 0),
    sql`${generations.createdAt} > now() - ${KEY_KEPT}`,
    exists(tx.select({ one: sql`1` }).from(connections).where(preview)),
  );
}

/** Whether a generation may be sent again although its call may have arrived. */
export async function mayAskAgain(tx: Database, generation: { id: string }): Promise<boolean> {
  const [repeatable] = await tx
    .select({ id: generations.id })
    .from(generations)
    .where(and(eq(generations.id, generation.id), isRepeatable(tx)));
  return repeatable !== undefined;
}

/**
 * Puts those of the abandoned claims back into the queue that may be sent again.
 * @returns how many
 */
export function askAbandonedAgain(abandoned: SQL | undefined): Promise<number> {
  return transaction(async (tx) => {
    const queued = await tx
      .update(generations)
      .set({
        ...UNSENT,
        nextAttemptAt: new Date(),
        errorCode: null,
      })
      .where(and(abandoned, isRepeatable(tx)))
      .returning({ connectionId: generations.connectionId });
    for (const connectionId of new Set(queued.map((row) => row.connectionId))) {
      await enqueue(tx, "turns", { connectionId });
    }
    return queued.length;
  });
}
