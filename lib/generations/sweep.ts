import "server-only";
import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { probePauses } from "#lib/archive/pause";
import { eraseRetiredTokens } from "#lib/connections/erase-retired-tokens";
import { probeUnreachable } from "#lib/connections/probe-unreachable";
import { reapAbandonedSubmissions, recoverAccepted } from "#lib/generations/dispatch-generation";
import { endImpossibleWaits } from "#lib/generations/end-impossible-waits";
import { log } from "#lib/log";
import { enqueue } from "#lib/queue/enqueue";

/** Work that is this long overdue has lost its job. */
const OVERDUE_MS = 20_000;
/** A job that was put back is not missed again before this. */
const PUT_BACK_MS = 60_000;
const BATCH = 500;

/**
 * Looks for work that nobody is doing and puts its jobs back: claims of processes that died, and rows
 * whose turn is long past. Rows are the truth and jobs only wake-up calls, so this is all that a crash needs.
 */
export async function sweep(): Promise<void> {
  const recovered = await recoverAccepted();
  const interrupted = await reapAbandonedSubmissions();
  const reached = await probeUnreachable();
  await endImpossibleWaits();
  const woken = await wakeConnections(overdue());
  const resumed = await probePauses("due");
  const archives = await putBackArchives();
  const erased = await eraseRetiredTokens();
  if (recovered + interrupted + reached + resumed + archives + erased > 0) {
    log().info({ recovered, interrupted, reached, woken, resumed, archives, erased }, "the sweep put work back");
  }
}

const overdue = () => new Date(Date.now() - OVERDUE_MS);
const putBackUntil = () => new Date(Date.now() + PUT_BACK_MS - OVERDUE_MS);

/** Wakes connections whose work is due at `instant` or was before. Waking one that is awake changes nothing. */
async function wakeConnections(instant: Date): Promise<number> {
  const db = await database();
  const reads = inArray(generations.state, ["waiting", "running"]);
  const sendable = and(eq(generations.state, "queued"), isNull(connections.pausedReason));
  const late = await db
    .selectDistinct({ id: generations.connectionId })
    .from(generations)
    .innerJoin(connections, eq(connections.id, generations.connectionId))
    .where(and(or(reads, sendable), lt(generations.nextAttemptAt, instant)))
    .limit(BATCH);
  for (const { id } of late) await transaction((tx) => enqueue(tx, "turns", { connectionId: id }));
  return late.length;
}

async function putBackArchives(): Promise<number> {
  const db = await database();
  const abandoned = and(eq(videos.archiveState, "downloading"), sql`${videos.leaseExpiresAt} < now()`);
  const waiting = and(eq(videos.archiveState, "pending"), lt(videos.nextAttemptAt, overdue()));
  const late = await db
    .select({ id: videos.id, clipIds: videos.clipIds })
    .from(videos)
    .where(and(isNull(videos.erasedAt), or(abandoned, waiting)))
    .limit(BATCH);
  for (const { id, clipIds } of late) {
    await transaction(async (tx) => {
      await tx.update(videos).set({ nextAttemptAt: putBackUntil() }).where(eq(videos.id, id));
      await enqueue(tx, clipIds ? "stitch" : "archive", { videoId: id });
    });
  }
  return late.length;
}

/**
 * What only holds when this process is the sole owner of the database and has just started: whoever
 * held a claim is dead, so claims end now instead of at the end of their leases.
 */
export async function endClaimsOfThePast(): Promise<void> {
  await recoverAccepted(0);
  const db = await database();
  const now = new Date();
  const submitting = eq(generations.state, "submitting");
  await db.update(generations).set({ leaseExpiresAt: now }).where(submitting);
  await db.update(videos).set({ leaseExpiresAt: now }).where(eq(videos.archiveState, "downloading"));
  await wakeConnections(now);
  await db
    .update(videos)
    .set({ nextAttemptAt: new Date(now.getTime() - OVERDUE_MS) })
    .where(and(eq(videos.archiveState, "pending"), lt(videos.nextAttemptAt, now)));
}
