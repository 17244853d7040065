import "server-only";
import { eq } from "drizzle-orm";
import type { Database } from "#db/client";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import type { ConnectionRow } from "#lib/connections/find-connection";
import { grantRequest, learn, newPace, type Pace, paceAt } from "#lib/domain/pacing";
import type { LimitHeaders } from "#lib/provider/limit-headers";

/**
 * A connection's row, locked until `tx` ends: whoever changes its pace or gives its turns away holds it,
 * so that all processes agree. Take it before the rows of its generations.
 */
export async function lockConnection(tx: Database, connectionId: string): Promise<ConnectionRow | undefined> {
  const [connection] = await tx.select().from(connections).where(eq(connections.id, connectionId)).for("no key update");
  return connection;
}

/** The pace of a connection as it stands. */
export function paceOf(connection: Pick<ConnectionRow, "pace">, now: Date): Pace {
  return connection.pace ? paceAt(connection.pace, now.getTime()) : newPace(now.getTime());
}

/** Counts one request of a locked connection; returns its number, by which its answer is noted. */
export async function countRequest(tx: Database, connection: ConnectionRow, now: Date): Promise<number> {
  const pace = grantRequest(paceOf(connection, now), now.getTime());
  await tx.update(connections).set({ pace, lastUsedAt: now }).where(eq(connections.id, connection.id));
  return pace.grants;
}

/** Counts a request that does not wait for its turn, because a person does. */
export function countOne(connectionId: string): Promise<number> {
  return transaction(async (tx) => {
    const connection = await lockConnection(tx, connectionId);
    return connection ? countRequest(tx, connection, new Date()) : 0;
  });
}

/** Learns from the answer to request number `grant` what its provider allows. */
export async function noteAnswer(
  tx: Database,
  connectionId: string,
  grant: number,
  answer: { limits: LimitHeaders; limited: boolean },
): Promise<void> {
  const now = new Date();
  const connection = await lockConnection(tx, connectionId);
  if (!connection) return;
  const { limit, remaining, resetAt, retryAt } = answer.limits;
  const report = {
    ...{ grant, limit, remaining, limited: answer.limited },
    resetAt: resetAt?.getTime() ?? null,
    retryAt: retryAt?.getTime() ?? null,
  };
  const pace = learn(paceOf(connection, now), report, now.getTime());
  await tx.update(connections).set({ pace }).where(eq(connections.id, connectionId));
}
