import "server-only";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { archivePauses } from "#db/schema/archive";
import { videos } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import type { ErrorCode } from "#lib/domain/app-error";
import type { ArchivePause } from "#lib/domain/archive-pauses";
import { backoffMs } from "#lib/domain/schedules";
import { log } from "#lib/log";
import { enqueue, nudge } from "#lib/queue/enqueue";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { requireRoomAgain } from "#lib/storage/room";

const PROBE_FIRST_MS = 10_000;
const PROBE_LONGEST_MS = 2 * 60_000;
/** Videos woken at once when the trouble is over; the sweep wakes the rest. */
const BATCH = 500;

/** Which pause a fault calls for. */
const PAUSE_OF: Partial<Record<ErrorCode, ArchivePause>> = {
  STORAGE_FULL: "disk_full",
  STORAGE_UNREACHABLE: "storage_unreachable",
};

/** How it is found out that the trouble is over. */
const PROBES: Record<ArchivePause, () => Promise<void>> = {
  disk_full: () => requireRoomAgain(incomingFolder()),
  storage_unreachable: () => archiveStorage().tryOut(),
};

/** Whether a fault is one of our storage, which says nothing about the video or its link. */
export function isStorageFault(code: ErrorCode): boolean {
  return PAUSE_OF[code] !== undefined;
}

/** Begins the pause that a fault of the storage calls for; nothing happens where it has begun already. */
export async function beginPause(tx: Database, code: ErrorCode): Promise<void> {
  const reason = PAUSE_OF[code];
  if (!reason) return;
  const nextProbeAt = new Date(Date.now() + PROBE_FIRST_MS);
  const begun = await tx.insert(archivePauses).values({ reason, nextProbeAt }).onConflictDoNothing().returning();
  if (begun.length > 0) log().error({ reason }, "videos can't be saved");
}

/** The pauses in force. */
export async function listPauses(db: Database): Promise<{ reason: ArchivePause; since: Date }[]> {
  return db
    .select({ reason: archivePauses.reason, since: archivePauses.since })
    .from(archivePauses)
    .orderBy(archivePauses.reason);
}

/**
 * Tries whether what keeps videos from being saved is over, and if so wakes those that wait.
 * @param when `due`: those whose time has come; `now`: all of them, because somebody says so
 * @returns how many pauses have ended
 */
export async function probePauses(when: "due" | "now"): Promise<number> {
  const db = await database();
  const due = when === "due" ? lte(archivePauses.nextProbeAt, new Date()) : undefined;
  let ended = 0;
  for (const { reason, probes } of await db.select().from(archivePauses).where(due)) {
    const nextProbeAt = new Date(Date.now() + backoffMs(probes + 1, PROBE_FIRST_MS, PROBE_LONGEST_MS, Math.random()));
    await db
      .update(archivePauses)
      .set({ nextProbeAt, probes: probes + 1 })
      .where(eq(archivePauses.reason, reason));
    if (!(await isOver(reason))) continue;
    await transaction((tx) => endPause(tx, reason));
    nudge("archive");
    log().info({ reason }, "videos can be saved again");
    ended += 1;
  }
  return ended;
}

async function isOver(reason: ArchivePause): Promise<boolean> {
  try {
    await PROBES[reason]();
    return true;
  } catch (err) {
    log().warn({ err, reason }, "videos still can't be saved");
    return false;
  }
}

/** Everything pending is tried again at once: a link may be about to die. */
async function endPause(tx: Database, reason: ArchivePause): Promise<void> {
  await tx.delete(archivePauses).where(eq(archivePauses.reason, reason));
  const first = tx
    .select({ id: videos.id })
    .from(videos)
    .where(eq(videos.archiveState, "pending"))
    .orderBy(videos.deadlineAt)
    .limit(BATCH);
  const woken = await tx
    .update(videos)
    .set({ nextAttemptAt: sql`now()` })
    .where(and(eq(videos.archiveState, "pending"), inArray(videos.id, first)))
    .returning({ id: videos.id });
  for (const { id } of woken) await enqueue(tx, "archive", { videoId: id });
}
