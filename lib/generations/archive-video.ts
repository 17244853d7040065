import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connectionVersions } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { forgetVideo, isDownloaded } from "#lib/archive/incoming";
import { keepVideo } from "#lib/archive/keep-video";
import { beginPause, isStorageFault, listPauses } from "#lib/archive/pause";
import { countOne, noteAnswer } from "#lib/connections/pace";
import { baseUrlOf, openTarget, outputUrlOf } from "#lib/connections/target";
import type { GenerationView } from "#lib/contract/studio";
import { AppError, type ErrorCode } from "#lib/domain/app-error";
import { ARCHIVE_GRACE_MS, backoffMs } from "#lib/domain/schedules";
import { archived, claimVideo, renewLease, stillOurs, writeClaimed } from "#lib/generations/archive-claim";
import { viewGeneration } from "#lib/generations/find-generation";
import type { VideoRow } from "#lib/generations/view";
import { log } from "#lib/log";
import { readStatus } from "#lib/provider/read-status";
import { enqueue, nudge } from "#lib/queue/enqueue";
import { incomingFolder } from "#lib/storage/archive-storage";

const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 10 * 60_000;
/** Tries in a row that must have failed at a link, with no fresh one to be had, before the video counts as lost. */
const GONE_TRIES = 3;
/** How far apart these are: a provider may mend its links. */
const GONE_RETRY_MS = 5 * 60_000;

/** How far apart tries are long past the deadline, while nobody can be asked for another link. */
const PAST_HOPE_RETRY_MS = 60 * 60_000;

/** How far apart tries are of an output that is too large: each may cost a gigabyte. */
export const TOO_LARGE_RETRY_MS = 6 * 60 * 60_000;

/** Brings one output into the archive; whatever goes wrong is tried again until nothing can be hoped for. */
export async function archiveVideo(videoId: string): Promise<void> {
  const paused = (await listPauses(await database())).map(({ reason }) => reason);
  const storageIsAway = paused.includes("storage_unreachable");
  if (paused.length > 0) {
    const downloaded = await isDownloaded(incomingFolder(), videoId);
    // On a full disk only what is whole on it already goes on, since that makes room.
    if (downloaded ? storageIsAway : paused.includes("disk_full")) return;
  }
  const video = await claimVideo(videoId, "output");
  if (!video) return;
  const stopRenewing = renewLease(video);
  try {
    const { version, generation } = await contextOf(video);
    const sourceUrl = outputUrlOf(version, video.sourceUrl);
    const kept = await keepVideo(
      { ...video, sourceUrl },
      { allowedOrigins: [new URL(baseUrlOf(version)).origin], storageIsAway },
    );
    if (!(await writeClaimed(video, archived(kept)))) return;
    log().info({ videoId, generationId: generation.id, sizeBytes: kept.facts.sizeBytes }, "a video was archived");
  } catch (error) {
    await recordTrouble(video, error);
  } finally {
    stopRenewing();
  }
}

async function contextOf(video: VideoRow) {
  const db = await database();
  const [row] = await db
    .select({ generation: generations, version: connectionVersions })
    .from(generations)
    .innerJoin(connectionVersions, eq(connectionVersions.id, generations.connectionVersionId))
    .where(eq(generations.id, video.generationId));
  if (!row) throw new Error(`Video ${video.id} has no generation`);
  return row;
}

/** Decides after a failed try: a fresh link at once, another try later, or lost for good. */
async function recordTrouble(video: VideoRow, error: unknown): Promise<void> {
  const errorCode: ErrorCode = error instanceof AppError ? error.code : "DOWNLOAD_FAILED";
  log().warn({ err: error, videoId: video.id, tries: video.tries }, "a video could not be archived yet");
  // A fault of our own storage says nothing about the link, and never loses a video.
  const pastHope = !isStorageFault(errorCode) && Date.now() > video.deadlineAt.getTime() + ARCHIVE_GRACE_MS;
  const link =
    pastHope || LINK_IN_QUESTION.includes(errorCode) ? await freshLink(video) : { kind: "not-asked" as const };
  const freshUrl = link.kind === "fresh" ? link.url : undefined;
  // Long past the deadline it need not be the link that fails; even then only the provider's "no" counts.
  const isGone = link.kind === "none" && (pastHope || errorCode === "DOWNLOAD_GONE");
  const goneTries = isGone ? video.goneTries + 1 : 0;
  if (goneTries >= GONE_TRIES) {
    const lost = { archiveState: "lost" as const, errorCode, goneTries, leaseExpiresAt: null, nextAttemptAt: null };
    if (await writeClaimed(video, lost)) await forgetVideo(incomingFolder(), video.id);
    return;
  }
  const backoff = backoffMs(video.tries, RETRY_FIRST_MS, RETRY_LONGEST_MS, Math.random());
  const nextAttemptAt = new Date(Date.now() + Math.max(backoff, soonestRetryMs(errorCode, goneTries, pastHope)));
  const sourceUrl = freshUrl ?? video.sourceUrl;
  await transaction(async (tx) => {
    const pending = await tx
      .update(videos)
      .set({ archiveState: "pending", errorCode, goneTries, leaseExpiresAt: null, nextAttemptAt, sourceUrl })
      .where(stillOurs(video))
      .returning({ id: videos.id });
    if (pending.length === 0) return;
    await beginPause(tx, errorCode);
    await enqueue(tx, "archive", { videoId: video.id }, { startAfter: nextAttemptAt });
  });
}

/** Faults after which the provider is asked for another link: many servers answer for a dead one with a page. */
const LINK_IN_QUESTION: readonly ErrorCode[] = ["DOWNLOAD_GONE", "INVALID_VIDEO"];

function soonestRetryMs(errorCode: ErrorCode, goneTries: number, pastHope: boolean): number {
  if (errorCode === "VIDEO_TOO_LARGE") return TOO_LARGE_RETRY_MS;
  if (goneTries > 0) return GONE_RETRY_MS;
  return pastHope ? PAST_HOPE_RETRY_MS : 0;
}

/** Whether there is another link to an output; `not-asked` where nobody could say. */
type FreshLink = { kind: "fresh"; url: string } | { kind: "none" } | { kind: "not-asked" };

/** Asks the provider for another link to the same output. Only its own "no" may lose a video. */
async function freshLink(video: VideoRow): Promise<FreshLink> {
  const { generation, version } = await contextOf(video);
  if (!generation.providerTaskId) return { kind: "none" };
  // Without a token that opens (a copy restored without its secret) nobody was asked, and nothing is lost by it.
  const target = openTarget(version);
  if (!target) return { kind: "not-asked" };
  const grant = await countOne(generation.connectionId);
  const status = await readStatus(target, generation.providerTaskId);
  if ("limits" in status) {
    const answer = { limits: status.limits, limited: status.kind === "rate-limited" };
    await transaction((tx) => noteAnswer(tx, generation.connectionId, grant, answer));
  }
  if (status.kind === "task-unknown") return { kind: "none" };
  if (status.kind !== "task") return { kind: "not-asked" };
  const url = status.urls[video.number - 1];
  return url && url !== video.sourceUrl ? { kind: "fresh", url } : { kind: "none" };
}

/**
 * Tries a user's own video again now, also one that was given up.
 * @throws {AppError} NOT_FOUND
 */
export async function retryArchive(userId: string, videoId: string): Promise<GenerationView> {
  const isOwn = and(eq(videos.id, videoId), eq(videos.userId, userId), isNull(videos.erasedAt));
  const view = await transaction(async (tx) => {
    const [video] = await tx
      .update(videos)
      .set({ archiveState: "pending", nextAttemptAt: new Date(), goneTries: 0 })
      .where(and(isOwn, inArray(videos.archiveState, ["pending", "lost"])))
      .returning({ generationId: videos.generationId, clipIds: videos.clipIds });
    if (!video) throw new AppError("NOT_FOUND");
    await enqueue(tx, video.clipIds ? "stitch" : "archive", { videoId });
    return viewGeneration(tx, userId, video.generationId);
  });
  nudge("archive");
  nudge("stitch");
  return view;
}
