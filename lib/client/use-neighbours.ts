"use client";

import { useEffect } from "react";
import { generationsOf } from "#lib/client/library-cache";
import { useLibrary } from "#lib/client/use-library";

/** So near to the end of what is loaded, the next page is fetched. */
const AHEAD = 4;

/** Ids of the videos before and after one in the library; null at an end, and where it is not loaded. */
export function useNeighbours(videoId: string): { previousId: string | null; nextId: string | null } {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useLibrary();
  const ids = generationsOf(data).flatMap(({ videos }) => videos.map(({ id }) => id));
  const place = ids.indexOf(videoId);
  const isShort = place >= 0 && hasNextPage && place >= ids.length - AHEAD;
  useEffect(() => {
    if (isShort && !isFetching && !isError) void fetchNextPage();
  }, [isShort, isFetching, isError, fetchNextPage]);
  if (place < 0) return { previousId: null, nextId: null };
  return { previousId: ids[place - 1] ?? null, nextId: ids[place + 1] ?? null };
}
