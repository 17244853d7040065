import "server-only";
import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import type { KeptVideo } from "#lib/archive/keep-video";
import type { VideoRow } from "#lib/generations/view";
import { log } from "#lib/log";

/** How long a claim to bring a video into the archive lasts without a sign of life. */
const LEASE_MS = 90_000;
const RENEW_EVERY_MS = 30_000;

type Facts = PgUpdateSetSource<typeof videos>;

/** By the database's clock, by which its end is judged: those of several machines may differ. */
const leaseEnd = () => sql`now() + make_interval(secs => ${LEASE_MS / 1_000})`;

/** Claims the work on a video that waits or was abandoned, of one kind; undefined where there is nothing to do. */
export async function claimVideo(videoId: string, kind: "output" | "stitched"): Promise<VideoRow | undefined> {
  const db = await database();
  const abandoned = and(eq(videos.archiveState, "downloading"), sql`${videos.leaseExpiresAt} < now()`);
  const ofKind = kind === "output" ? isNull(videos.clipIds) : isNotNull(videos.clipIds);
  const [claimed] = await db
    .update(videos)
    .set({
      archiveState: "downloading",
      leaseExpiresAt: leaseEnd(),
      tries: sql`${videos.tries} + 1`,
    })
    .where(
      and(eq(videos.id, videoId), ofKind, isNull(videos.erasedAt), or(eq(videos.archiveState, "pending"), abandoned)),
    )
    .returning();
  return claimed;
}

/** The claim is still ours: nobody has taken it over since. */
export const stillOurs = (video: VideoRow) =>
  and(eq(videos.id, video.id), eq(videos.archiveState, "downloading"), eq(videos.tries, video.tries));

/** Writes under the claim; false, and nothing written, when another has taken it over. */
export async function writeClaimed(video: VideoRow, facts: Facts): Promise<boolean> {
  const db = await database();
  return (await db.update(videos).set(facts).where(stillOurs(video)).returning({ id: videos.id })).length > 0;
}

/** Keeps the claim alive until the returned function is called. */
export function renewLease(video: VideoRow): () => void {
  const renew = () => writeClaimed(video, { leaseExpiresAt: leaseEnd() });
  const timer = setInterval(
    () => void renew().catch((err: unknown) => log().warn({ err }, "a lease was not renewed")),
    RENEW_EVERY_MS,
  );
  return () => clearInterval(timer);
}

/** What is written of a video that is in the archive. */
export function archived({ facts, storageKey, posterKey, sha256, thumbhash }: KeptVideo): Facts {
  const { sizeBytes, mediaType, width, height, durationSeconds, codec, frames } = facts;
  return {
    ...{ archiveState: "ready", leaseExpiresAt: null, nextAttemptAt: null, errorCode: null, archivedAt: new Date() },
    ...{ storageKey, posterKey, sha256, thumbhash, sizeBytes, mediaType, width, height },
    ...{ durationSeconds, codec, frames },
  };
}
