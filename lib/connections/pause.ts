import "server-only";
import { and, eq, isNull, lt, ne, or } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import type { PauseReason } from "#lib/domain/credits";
import { enqueue } from "#lib/queue/enqueue";

/**
 * Sends nothing more on a connection until its owner acts. A pause that its owner asked for stands: other
 * reasons come up again when it is over, and some would end by themselves.
 */
export async function pause(tx: Database, connectionId: string, reason: PauseReason): Promise<void> {
  const byOthers = or(isNull(connections.pausedReason), ne(connections.pausedReason, "user"));
  await tx
    .update(connections)
    .set({ pausedReason: reason })
    .where(and(eq(connections.id, connectionId), byOthers));
}

/** Lets a connection send again, and wakes what waits on it. */
export async function unpause(tx: Database, connectionId: string): Promise<void> {
  await tx.update(connections).set({ pausedReason: null, notBefore: null }).where(eq(connections.id, connectionId));
  const waiting = await tx
    .update(generations)
    .set({ nextAttemptAt: new Date(), unsentTries: 0, errorCode: null })
    .where(and(eq(generations.connectionId, connectionId), eq(generations.state, "queued")))
    .returning({ id: generations.id });
  if (waiting.length > 0) await enqueue(tx, "turns", { connectionId });
}

/** Sends nothing on a connection before `instant`: the provider asked to wait. A later wish stands. */
export async function waitUntil(tx: Database, connectionId: string, instant: Date): Promise<void> {
  await tx
    .update(connections)
    .set({ notBefore: instant })
    .where(
      and(eq(connections.id, connectionId), or(isNull(connections.notBefore), lt(connections.notBefore, instant))),
    );
}
