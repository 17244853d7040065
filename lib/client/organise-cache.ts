import { notifyManager, type QueryClient } from "@tanstack/react-query";
import { FACTS_KEY, type Facts } from "#lib/client/facts-cache";
import { LIBRARY_KEY, type Library, type LibraryItem } from "#lib/client/library-cache";
import { INDEX_KEY } from "#lib/client/use-library-index";
import type { Trashed } from "#lib/contract/organise";
import type { VideoView } from "#lib/contract/studio";

/** Keys of what is organised by: they are asked for again where it may have changed. */
export const TAGS_KEY = ["tags"] as const;
export const COLLECTIONS_KEY = ["collections"] as const;
export const TRASH_KEY = ["trash"] as const;

/** Puts every generation that is known through `change`; null takes it out, the same object leaves it. */
function changeAll(client: QueryClient, change: (item: LibraryItem) => LibraryItem | null): void {
  notifyManager.batch(() => {
    client.setQueryData<Library>(
      LIBRARY_KEY,
      (library) =>
        library && {
          ...library,
          pages: library.pages.map((page) => ({ ...page, items: page.items.flatMap((item) => change(item) ?? []) })),
        },
    );
    client.setQueryData<Facts>(FACTS_KEY, (facts) => {
      if (!facts) return facts;
      const next = new Map<string, LibraryItem>();
      for (const [id, item] of facts) {
        const changed = change(item);
        if (changed) next.set(id, changed);
      }
      return next;
    });
  });
}

/** Changes the videos that are known of `ids`, here and now, before or after the server has. */
export function patchVideos(
  client: QueryClient,
  ids: ReadonlySet<string>,
  patch: (video: VideoView) => Partial<VideoView>,
): void {
  changeAll(client, (item) => {
    if (!item.videos.some(({ id }) => ids.has(id))) return item;
    const videos = item.videos.map((video) => (ids.has(video.id) ? { ...video, ...patch(video) } : video));
    return { ...item, videos };
  });
}

/** Those of `ids` that are known, as they are now. */
export function knownVideos(client: QueryClient, ids: ReadonlySet<string>): Map<string, VideoView> {
  const known = new Map<string, VideoView>();
  const library = client.getQueryData<Library>(LIBRARY_KEY);
  const items = [
    ...(client.getQueryData<Facts>(FACTS_KEY)?.values() ?? []),
    ...(library?.pages.flatMap((page) => page.items) ?? []),
  ];
  for (const { videos } of items) for (const video of videos) if (ids.has(video.id)) known.set(video.id, video);
  return known;
}

/** Takes what was thrown away out of all that is known: videos, and generations with the last of theirs. */
export function dropTrashed(client: QueryClient, { videoIds, generationIds }: Trashed): void {
  const [goneVideos, goneGenerations] = [new Set(videoIds), new Set(generationIds)];
  changeAll(client, (item) => {
    if (goneGenerations.has(item.id)) return null;
    const videos = item.videos.filter(({ id }) => !goneVideos.has(id));
    if (videos.length === item.videos.length) return item;
    return videos.length > 0 ? { ...item, videos } : null;
  });
}

/**
 * Asks again what the gallery lists, and waits for it.
 * @param onlyFiltered leaves out the whole library, which no mark takes a video into or out of
 */
export async function renewIndexes(client: QueryClient, onlyFiltered: boolean): Promise<void> {
  await client.invalidateQueries({
    queryKey: INDEX_KEY,
    predicate: ({ queryKey }) => !onlyFiltered || queryKey[1] !== "",
  });
}

/** What is known of these generations may no longer be true: it is asked for again when it is needed. */
export function forgetFacts(client: QueryClient): void {
  client.setQueryData<Facts>(FACTS_KEY, new Map());
}
