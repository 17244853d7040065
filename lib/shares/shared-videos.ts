import "server-only";
import { and, asc, count, eq, isNotNull, isNull, type SQL } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { collections, collectionVideos, type shares } from "#db/schema/library";
import { connections } from "#db/schema/users";

export type ShareRow = typeof shares.$inferSelect;

/** What a share is of. */
export type Shared = Pick<ShareRow, "userId" | "videoId" | "collectionId">;

/** A video that can be seen at all: kept, not in the trash, not erased. */
export const isVisible = and(
  eq(videos.archiveState, "ready"),
  isNotNull(videos.storageKey),
  isNotNull(videos.sha256),
  isNull(videos.deletedAt),
  isNull(videos.erasedAt),
);

/** Conditions of the videos of a share; a deleted collection shows none. Wants `collectionVideos` and `collections` joined. */
function inShare(share: Shared): SQL | undefined {
  const own = and(eq(videos.userId, share.userId), isVisible);
  if (share.videoId) return and(own, eq(videos.id, share.videoId));
  return and(own, eq(collectionVideos.collectionId, share.collectionId ?? ""), isNull(collections.deletedAt));
}

function joined(db: Database) {
  return db
    .select({ video: videos, generation: generations, connection: connections })
    .from(videos)
    .innerJoin(generations, eq(generations.id, videos.generationId))
    .innerJoin(connections, eq(connections.id, generations.connectionId))
    .leftJoin(collectionVideos, eq(collectionVideos.videoId, videos.id))
    .leftJoin(collections, eq(collections.id, collectionVideos.collectionId));
}

/** More than this no page of a share draws. */
const SHOWN_MAX = 2_000;

/** The videos that strangers see by a share: of a collection in the order in which they came to it. */
export async function listSharedVideos(db: Database, share: Shared) {
  const where = inShare(share);
  if (share.videoId) return await joined(db).where(where).limit(1);
  return joined(db).where(where).orderBy(asc(collectionVideos.addedAt), asc(videos.id)).limit(SHOWN_MAX);
}

/** One of the videos that strangers see by a share; undefined where it has no such video. */
export async function findSharedVideo(db: Database, share: Shared, videoId: string) {
  const [row] = await joined(db)
    .where(and(inShare(share), eq(videos.id, videoId)))
    .limit(1);
  return row;
}

/** How many videos strangers see by a share of a collection. */
export async function countSharedVideos(db: Database, share: Shared): Promise<number> {
  const [all] = await db
    .select({ n: count() })
    .from(videos)
    .innerJoin(collectionVideos, eq(collectionVideos.videoId, videos.id))
    .innerJoin(collections, eq(collections.id, collectionVideos.collectionId))
    .where(inShare(share));
  return all?.n ?? 0;
}
