import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { videos } from "#db/schema/generations";
import { collectionVideos } from "#db/schema/library";
import { transaction } from "#db/transaction";
import type { CollectInput } from "#lib/contract/organise";
import { requireCollection } from "#lib/library/collections";
import { inLibrary } from "#lib/library/own-videos";

/**
 * Puts a user's videos into a collection of theirs, or takes them out. Answers the ids of those that changed.
 * @throws {AppError} NOT_FOUND where there is no such collection.
 */
export function collectVideos(
  userId: string,
  { collectionId, videoIds, on }: CollectInput,
): Promise<{ changed: string[] }> {
  return transaction(async (tx) => {
    await requireCollection(tx, userId, collectionId);
    const own = tx
      .select({
        collectionId: sql<string>`${collectionId}::uuid`.as("collection_id"),
        videoId: videos.id,
        addedAt: sql<Date>`now()`.as("added_at"),
      })
      .from(videos)
      .where(inLibrary(userId, videoIds));
    const changed = on
      ? await tx.insert(collectionVideos).select(own).onConflictDoNothing().returning({ id: collectionVideos.videoId })
      : await tx
          .delete(collectionVideos)
          .where(and(eq(collectionVideos.collectionId, collectionId), inArray(collectionVideos.videoId, videoIds)))
          .returning({ id: collectionVideos.videoId });
    return { changed: changed.map(({ id }) => id) };
  });
}
