"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { fetchJson } from "#lib/client/fetch-json";
import { LIBRARY_KEY, type Library } from "#lib/client/library-cache";
import type { GenerationPage } from "#lib/contract/studio";

/** One page of the library; null is the newest. */
export async function fetchPage(cursor: string | null, signal: AbortSignal): Promise<GenerationPage> {
  const loadSchema = () => import("#lib/contract/studio").then((contract) => contract.generationPage);
  const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
  return fetchJson(`/api/generations${query}`, loadSchema, signal);
}

/** The library as far as it is loaded: one query that the gallery, the history and the top line share. */
export function useLibrary() {
  return useInfiniteQuery<GenerationPage, Error, Library, typeof LIBRARY_KEY, string | null>({
    queryKey: LIBRARY_KEY,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: 1,
  });
}
