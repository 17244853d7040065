import "server-only";
import { and, eq, inArray, or, sql } from "drizzle-orm";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connectionVersions } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { type KeptVideo, keepVideo } from "#lib/archive/keep-video";
import { baseUrlOf, targetOf } from "#lib/connections/target";
import type { GenerationView } from "#lib/contract/studio";
import { AppError, type ErrorCode } from "#lib/domain/app-error";
import { ARCHIVE_GRACE_MS, backoffMs } from "#lib/domain/schedules";
import { viewGeneration } from "#lib/generations/find-generation";
import type { VideoRow } from "#lib/generations/view";
import { log } from "#lib/log";
import { readStatus } from "#lib/provider/read-status";
import { enqueue, nudge } from "#lib/queue/enqueue";

/** How long a claim to archive lasts without a sign of life. */
const LEASE_MS = 90_000;
const RENEW_EVERY_MS = 30_000;
const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 10 * 60_000;
/** Tries that must have found a link dead, with no fresh one to be had, before the video counts as lost. */
const GONE_TRIES = 3;

/** Brings one output into the archive; whatever goes wrong is tried again until nothing can be hoped for. */
export async function archiveVideo(videoId: string): Promise<void> {
  const video = await claim(videoId);
  if (!video) return;
  const stopRenewing = renewLease(videoId);
  try {
    const { version, generation } = await contextOf(video);
    const kept = await keepVideo(videoId, video.sourceUrl, [new URL(baseUrlOf(version)).origin]);
    await recordKept(videoId, kept);
    log().info({ videoId, generationId: generation.id, sizeBytes: kept.facts.sizeBytes }, "a video was archived");
  } catch (error) {
    await recordTrouble(video, error);
  } finally {
    stopRenewing();
  }
}

async function claim(videoId: string): Promise<VideoRow | undefined> {
  const db = await database();
  const abandoned = and(eq(videos.archiveState, "downloading"), sql`${videos.leaseExpiresAt} < now()`);
  const [claimed] = await db
    .update(videos)
    .set({
      archiveState: "downloading",
      leaseExpiresAt: new Date(Date.now() + LEASE_MS),
      tries: sql`${videos.tries} + 1`,
    })
    .where(and(eq(videos.id, videoId), or(eq(videos.archiveState, "pending"), abandoned)))
    .returning();
  return claimed;
}

function renewLease(videoId: string): () => void {
  const renew = async () => {
    const db = await database();
    await db
      .update(videos)
      .set({ leaseExpiresAt: new Date(Date.now() + LEASE_MS) })
      .where(and(eq(videos.id, videoId), eq(videos.archiveState, "downloading")));
  };
  const timer = setInterval(
    () => void renew().catch((err: unknown) => log().warn({ err }, "a lease was not renewed")),
    RENEW_EVERY_MS,
  );
  return () => clearInterval(timer);
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

async function recordKept(videoId: string, kept: KeptVideo): Promise<void> {
  const { facts } = kept;
  const db = await database();
  await db
    .update(videos)
    .set({
      archiveState: "ready",
      leaseExpiresAt: null,
      nextAttemptAt: null,
      errorCode: null,
      storageKey: kept.storageKey,
      posterKey: kept.posterKey,
      sha256: kept.sha256,
      thumbhash: kept.thumbhash,
      sizeBytes: facts.sizeBytes,
      mediaType: facts.mediaType,
      width: facts.width,
      height: facts.height,
      durationSeconds: facts.durationSeconds,
      archivedAt: new Date(),
    })
    .where(eq(videos.id, videoId));
}

/** Decides after a failed try: a fresh link at once, another try later, or lost for good. */
async function recordTrouble(video: VideoRow, error: unknown): Promise<void> {
  const errorCode: ErrorCode = error instanceof AppError ? error.code : "DOWNLOAD_FAILED";
  log().warn({ err: error, videoId: video.id, tries: video.tries }, "a video could not be archived yet");
  const freshUrl = errorCode === "DOWNLOAD_GONE" ? await freshLink(video) : undefined;
  const pastHope = Date.now() > video.deadlineAt.getTime() + ARCHIVE_GRACE_MS;
  const isDead = errorCode === "DOWNLOAD_GONE" && !freshUrl && video.tries >= GONE_TRIES;
  if (isDead || (pastHope && !freshUrl)) {
    await (await database())
      .update(videos)
      .set({ archiveState: "lost", errorCode, leaseExpiresAt: null, nextAttemptAt: null })
      .where(eq(videos.id, video.id));
    return;
  }
  const delayMs = backoffMs(video.tries, RETRY_FIRST_MS, RETRY_LONGEST_MS, Math.random());
  const nextAttemptAt = new Date(Date.now() + delayMs);
  await transaction(async (tx) => {
    await tx
      .update(videos)
      .set({
        archiveState: "pending",
        errorCode,
        leaseExpiresAt: null,
        nextAttemptAt,
        ...(freshUrl ? { sourceUrl: freshUrl } : {}),
      })
      .where(eq(videos.id, video.id));
    await enqueue(tx, "archive", { videoId: video.id }, { startAfter: nextAttemptAt });
  });
}

/** Another link to the same output, if the provider gives one. */
async function freshLink(video: VideoRow): Promise<string | undefined> {
  const { generation, version } = await contextOf(video);
  if (!generation.providerTaskId || !version.tokenSealed) return undefined;
  const status = await readStatus(targetOf(version), generation.providerTaskId);
  const url = status.kind === "task" ? status.urls[video.number - 1] : undefined;
  return url === video.sourceUrl ? undefined : url;
}

/**
 * Tries a user's own video again now, also one that was given up.
 * @throws {AppError} NOT_FOUND
 */
export async function retryArchive(userId: string, videoId: string): Promise<GenerationView> {
  const view = await transaction(async (tx) => {
    const [video] = await tx
      .update(videos)
      .set({ archiveState: "pending", nextAttemptAt: new Date(), tries: 0 })
      .where(and(eq(videos.id, videoId), eq(videos.userId, userId), inArray(videos.archiveState, ["pending", "lost"])))
      .returning({ generationId: videos.generationId });
    if (!video) throw new AppError("NOT_FOUND");
    await enqueue(tx, "archive", { videoId });
    return viewGeneration(tx, userId, video.generationId);
  });
  nudge("archive");
  return view;
}
