"use client";

import { lastGalleryQuery } from "#lib/client/gallery-memory";
import { generationsOf } from "#lib/client/library-cache";
import { around, listedVideos, type Neighbours, neighboursOf } from "#lib/client/neighbours";
import { useFacts, useMissingFacts } from "#lib/client/use-facts";
import { useLibrary } from "#lib/client/use-library";
import { useLibraryIndex } from "#lib/client/use-library-index";

/**
 * Ids of the videos before and after one, in the order and by the filter that the gallery showed last: the whole
 * library where there was none. Null at an end, and until they are known.
 */
export function useNeighbours(videoId: string, generationId: string): Neighbours {
  const query = lastGalleryQuery();
  const { data: library } = useLibrary();
  const { data: found } = useLibraryIndex(query);
  const facts = useFacts();
  const newest = generationsOf(library);
  const known = new Map([...facts, ...newest.map((item) => [item.id, item] as const)]);
  const index = found?.query === query ? found.index : undefined;
  const indexed = new Set(index?.ids);
  const fresh = query === "" ? newest.flatMap(({ id }) => (indexed.has(id) ? [] : [id])) : [];
  const ids = [...fresh, ...(index?.ids ?? [])];
  const near = around(ids, generationId);
  const missing = near.filter((id) => !known.has(id));
  useMissingFacts(missing, near);
  const listed = listedVideos(index);
  return neighboursOf(ids, generationId, videoId, (id) => {
    const view = known.get(id);
    return view && listed(view);
  });
}
