import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client";
import { collections, collectionVideos } from "#db/schema/library";
import type { VideoCollections } from "#lib/contract/organise";

/** A user's collections that hold one video, in alphabetical order; none for another's video. */
export async function collectionsOf(userId: string, videoId: string): Promise<VideoCollections> {
  const db = await database();
  const items = await db
    .select({ id: collections.id, name: collections.name })
    .from(collectionVideos)
    .innerJoin(collections, eq(collections.id, collectionVideos.collectionId))
    .where(and(eq(collectionVideos.videoId, videoId), eq(collections.userId, userId), isNull(collections.deletedAt)))
    .orderBy(sql`lower(${collections.name})`, collections.id);
  return { items };
}
