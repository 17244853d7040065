"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fetchJson } from "#lib/client/fetch-json";
import type { LibraryIndex } from "#lib/contract/library-index";

/** Begins the keys of all indexes; what adds to the library or takes from it invalidates them. */
export const INDEX_KEY = ["library-index"] as const;

/** Indexes of searches that nobody looks at any more are let go after this. */
const KEEP_MS = 60_000;

/** What a query found. */
interface Found {
  query: string;
  index: LibraryIndex;
}

/** The index of what a query finds; empty for the whole library. While a new one is on its way, the old one stays. */
export function useLibraryIndex(query: string) {
  return useQuery<Found>({
    queryKey: [...INDEX_KEY, query],
    queryFn: async ({ signal }) => {
      const loadSchema = () => import("#lib/contract/library-index").then((contract) => contract.libraryIndex);
      const index = await fetchJson(`/api/generations/index${query && `?${query}`}`, loadSchema, signal);
      return { query, index };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEEP_MS,
    placeholderData: keepPreviousData,
    retry: 1,
  });
}
