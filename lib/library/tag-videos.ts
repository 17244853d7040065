import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { videos } from "#db/schema/generations";
import { videoTags } from "#db/schema/library";
import { transaction } from "#db/transaction";
import type { TagInput } from "#lib/contract/organise";
import { inLibrary } from "#lib/library/own-videos";
import { dropUnusedTags, ensureTag, findTag } from "#lib/library/tags";

/**
 * Puts a tag on a user's videos, or takes it away. Answers the ids of those that changed.
 * @throws {AppError} TAGS_FULL
 */
export function tagVideos(userId: string, { videoIds, name, on }: TagInput): Promise<{ changed: string[] }> {
  return transaction(async (tx) => {
    const tagId = on ? await ensureTag(tx, userId, name) : await findTag(tx, userId, name);
    if (!tagId) return { changed: [] };
    const own = tx
      .select({ videoId: videos.id, tagId: sql<string>`${tagId}::uuid`.as("tag_id") })
      .from(videos)
      .where(inLibrary(userId, videoIds));
    const ownIds = tx.select({ id: videos.id }).from(videos).where(inLibrary(userId, videoIds));
    const changed = on
      ? await tx.insert(videoTags).select(own).onConflictDoNothing().returning({ id: videoTags.videoId })
      : await tx
          .delete(videoTags)
          .where(and(eq(videoTags.tagId, tagId), inArray(videoTags.videoId, ownIds)))
          .returning({ id: videoTags.videoId });
    await dropUnusedTags(tx, userId, [tagId]);
    return { changed: changed.map(({ id }) => id) };
  });
}
