"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import { fetchGenerations } from "#lib/client/fetch-generations";
import { fetchJson } from "#lib/client/fetch-json";
import type { GenerationView } from "#lib/contract/studio";

const TYPING_MS = 150;

/** The generations whose prompts match best, soon after somebody stops typing; nothing for nothing. */
export function usePromptSearch(text: string, most: number): { found: GenerationView[]; searching: boolean } {
  const typed = useDeferredValue(text.trim());
  const [query, setQuery] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, isFetching } = useQuery<GenerationView[]>({
    queryKey: ["palette-search", query, most],
    queryFn: async ({ signal }) => {
      const loadSchema = () => import("#lib/contract/library-index").then(({ libraryIndex }) => libraryIndex);
      const { ids } = await fetchJson(`/api/generations/index?q=${encodeURIComponent(query)}`, loadSchema, signal);
      const best = ids.slice(0, most);
      if (best.length === 0) return [];
      const views = await fetchGenerations(best, signal);
      return best.flatMap((id) => views.find((view) => view.id === id) ?? []);
    },
    enabled: query !== "",
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    retry: 0,
  });
  return { found: query === "" || text.trim() === "" ? [] : (data ?? []), searching: isFetching || typed !== query };
}
