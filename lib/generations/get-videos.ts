import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { generationViews } from "#lib/generations/view";

/** Those of `videoIds` that are a user's own and can be played, in that order, with their generations. */
export async function getVideos(
  userId: string,
  videoIds: readonly string[],
): Promise<{ generation: GenerationView; video: VideoView }[]> {
  if (videoIds.length === 0) return [];
  const db = await database();
  const rows = await db
    .selectDistinct({ generation: generations })
    .from(videos)
    .innerJoin(generations, eq(generations.id, videos.generationId))
    .where(
      and(
        inArray(videos.id, [...videoIds]),
        eq(videos.userId, userId),
        eq(videos.archiveState, "ready"),
        isNull(videos.deletedAt),
      ),
    );
  const views = await generationViews(
    db,
    rows.map(({ generation }) => generation),
  );
  return videoIds.flatMap((id) =>
    views.flatMap((generation) => {
      const video = generation.videos.find((output) => output.id === id && output.archiveState === "ready");
      return video ? [{ generation, video }] : [];
    }),
  );
}
