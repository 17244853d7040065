import "server-only";
import { asc, inArray } from "drizzle-orm";
import { videos } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import type { MarkInput, VideoMarks } from "#lib/contract/organise";
import { inLibrary } from "#lib/library/own-videos";

/**
 * Marks a user's videos as favourites or not, or gives them stars. Answers what those that changed had
 * before, so that it can be undone; unknown ones and what is in the trash are left out.
 */
export function markVideos(userId: string, { videoIds, favourite, rating }: MarkInput): Promise<VideoMarks[]> {
  return transaction(async (tx) => {
    const before = await tx
      .select({ id: videos.id, favourite: videos.favourite, rating: videos.rating })
      .from(videos)
      .where(inLibrary(userId, videoIds))
      .orderBy(asc(videos.id))
      .for("update");
    const changed = before.filter(
      (video) =>
        (favourite !== undefined && video.favourite !== favourite) || (rating !== undefined && video.rating !== rating),
    );
    if (changed.length > 0) {
      const ids = changed.map(({ id }) => id);
      await tx.update(videos).set({ favourite, rating }).where(inArray(videos.id, ids));
    }
    return changed;
  });
}
