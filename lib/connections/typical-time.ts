import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations } from "#db/schema/generations";
import { connections } from "#db/schema/users";

/** Successes that the median is taken of. */
const LATEST = 50;

/** How long a connection's tasks typically need, in milliseconds; undefined before its first success. */
export async function typicalMsOf(tx: Database, connectionId: string): Promise<number | undefined> {
  const [connection] = await tx
    .select({ seconds: connections.typicalSeconds })
    .from(connections)
    .where(eq(connections.id, connectionId));
  return connection?.seconds == null ? undefined : connection.seconds * 1_000;
}

/** Remembers the median time from submission to success of a connection's latest successes. */
export async function noteTypicalTime(tx: Database, connectionId: string): Promise<void> {
  const median = sql`(
    select percentile_cont(0.5) within group (order by seconds) from (
      select extract(epoch from ${generations.finishedAt} - ${generations.submittedAt}) as seconds
      from ${generations}
      where ${generations.connectionId} = ${connectionId} and ${generations.state} = 'succeeded'
        and ${generations.submittedAt} is not null
      order by ${generations.finishedAt} desc nulls last
      limit ${LATEST}
    ) latest)`;
  await tx.update(connections).set({ typicalSeconds: median }).where(eq(connections.id, connectionId));
}
