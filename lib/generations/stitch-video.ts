import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { keepStitched } from "#lib/archive/keep-stitched";
import { isStorageFault } from "#lib/archive/pause";
import { AppError, type ErrorCode } from "#lib/domain/app-error";
import { backoffMs } from "#lib/domain/schedules";
import { archived, claimVideo, renewLease, stillOurs, writeClaimed } from "#lib/generations/archive-claim";
import type { VideoRow } from "#lib/generations/view";
import { log } from "#lib/log";
import { enqueue } from "#lib/queue/enqueue";

/** Nothing is lost with it but the work: it is given up after so many failures in a row, and a person can begin again. */
const FAILURES_MAX = 4;
const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 60_000;
/** Progress is written no more often than this. */
const TELL_EVERY_MS = 700;
/** Codes after which another try would end the same. */
const FINAL: readonly ErrorCode[] = ["CLIPS_GONE", "INVALID_VIDEO"];

/**
 * Makes the video of a chain's clips and brings it into the archive. What stops on the way is begun again, by the
 * sweep where the process died. `stopping` ends it at once, to be begun again after the next start.
 */
export async function stitchVideo(videoId: string, stopping: AbortSignal): Promise<void> {
  const video = await claimVideo(videoId, "stitched");
  if (!video) return;
  const stopRenewing = renewLease(video);
  try {
    const kept = await keepStitched(video, await clipKeys(video), { signal: stopping, onProgress: teller(video) });
    if (!(await writeClaimed(video, { ...archived(kept), progress: 1 }))) return;
    log().info({ videoId, clips: video.clipIds?.length, sizeBytes: kept.facts.sizeBytes }, "a chain was stitched");
  } catch (error) {
    await recordTrouble(video, error, stopping.aborted);
  } finally {
    stopRenewing();
  }
}

/** Storage keys of the clips, in order. */
async function clipKeys(video: VideoRow): Promise<string[]> {
  const ids = video.clipIds ?? [];
  const db = await database();
  const clips = await db
    .select({ id: videos.id, storageKey: videos.storageKey })
    .from(videos)
    .where(and(inArray(videos.id, ids), eq(videos.userId, video.userId), isNull(videos.erasedAt)));
  const keys = ids.flatMap((id) => clips.find((clip) => clip.id === id)?.storageKey ?? []);
  if (keys.length < ids.length) throw new AppError("CLIPS_GONE");
  return keys;
}

/** Writes down how far it is, now and then. */
function teller(video: VideoRow): (fraction: number) => void {
  let toldAt = 0;
  return (fraction) => {
    if (Date.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = Date.now();
    void writeClaimed(video, { progress: fraction }).catch((err: unknown) =>
      log().warn({ err }, "the progress of stitching was not written"),
    );
  };
}

async function recordTrouble(video: VideoRow, error: unknown, isStopping: boolean): Promise<void> {
  const errorCode: ErrorCode = error instanceof AppError ? error.code : "STITCH_FAILED";
  // A stop and a storage that is away are no failures. What is downloaded counts here tries that found the link dead.
  const failures = video.goneTries + (isStopping || isStorageFault(errorCode) ? 0 : 1);
  if (!isStopping) {
    log().warn({ err: error, videoId: video.id, tries: video.tries }, "a chain could not be stitched yet");
  }
  if (!isStopping && (FINAL.includes(errorCode) || failures >= FAILURES_MAX)) {
    await writeClaimed(video, { archiveState: "lost", errorCode, leaseExpiresAt: null, nextAttemptAt: null });
    return;
  }
  const delayMs = isStopping ? 0 : backoffMs(Math.max(1, failures), RETRY_FIRST_MS, RETRY_LONGEST_MS, Math.random());
  const nextAttemptAt = new Date(Date.now() + delayMs);
  const facts = {
    ...{ archiveState: "pending" as const, progress: 0, leaseExpiresAt: null, nextAttemptAt },
    ...{ errorCode: isStopping ? null : errorCode, goneTries: failures },
  };
  await transaction(async (tx) => {
    const pending = await tx.update(videos).set(facts).where(stillOurs(video)).returning({ id: videos.id });
    if (pending.length > 0) await enqueue(tx, "stitch", { videoId: video.id }, { startAfter: nextAttemptAt });
  });
}
