import "server-only";
import { and, eq, gt, inArray } from "drizzle-orm";
import { database } from "#db/client";
import { archivePauses } from "#db/schema/archive";
import { generations, videos } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import { CLOCKS_APART_MS } from "#lib/domain/pacing";
import { UNKNOWN_TASK_DELAY_MS } from "#lib/domain/schedules";
import { TOO_LARGE_RETRY_MS } from "#lib/generations/archive-video";
import { log } from "#lib/log";
import { LONGEST_WAIT_MS } from "#lib/provider/limit-headers";

/**
 * Ends waits that are longer than any that is ever begun. They were begun while the clock was ahead, and would
 * last until it is there again: the links of a video may be dead by then.
 * @returns how many there were
 */
export async function endImpossibleWaits(now = new Date()): Promise<number> {
  const db = await database();
  const beyond = (longestMs: number) => new Date(now.getTime() + longestMs + CLOCKS_APART_MS);
  const sent = await db
    .update(connections)
    .set({ notBefore: null })
    .where(gt(connections.notBefore, beyond(LONGEST_WAIT_MS)))
    .returning({ id: connections.id });
  const read = await db
    .update(generations)
    .set({ nextAttemptAt: now })
    .where(
      and(
        inArray(generations.state, ["queued", "waiting", "running"]),
        gt(generations.nextAttemptAt, beyond(UNKNOWN_TASK_DELAY_MS)),
      ),
    )
    .returning({ id: generations.id });
  const fetched = await db
    .update(videos)
    .set({ nextAttemptAt: now })
    .where(and(eq(videos.archiveState, "pending"), gt(videos.nextAttemptAt, beyond(TOO_LARGE_RETRY_MS))))
    .returning({ id: videos.id });
  const probed = await db
    .update(archivePauses)
    .set({ nextProbeAt: now })
    .where(gt(archivePauses.nextProbeAt, beyond(LONGEST_WAIT_MS)))
    .returning({ reason: archivePauses.reason });
  const ended = sent.length + read.length + fetched.length + probed.length;
  if (ended > 0) log().warn({ ended }, "the clock was set back: what waited for its time goes on now");
  return ended;
}
