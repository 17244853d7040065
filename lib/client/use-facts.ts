"use client";

import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { addFacts, FACTS_KEY, type Facts, NO_FACTS } from "#lib/client/facts-cache";
import { fetchGenerations } from "#lib/client/fetch-generations";
import { INDEX_KEY } from "#lib/client/use-library-index";

/** While somebody scrolls on, nothing is asked for: what flies past needs no facts. */
const SETTLE_MS = 60;
/** After a question that failed. */
const AGAIN_MS = 3_000;

/** What the gallery has asked for by id. */
export function useFacts(): Facts {
  const { data = NO_FACTS } = useQuery<Facts>({
    queryKey: FACTS_KEY,
    queryFn: skipToken,
    initialData: NO_FACTS,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/**
 * Asks for the facts of `missing` generations, soon after they have come near the window.
 * @param near all that is near it, what is known included
 */
export function useMissingFacts(missing: readonly string[], near: readonly string[]): void {
  const client = useQueryClient();
  const wanted = missing.join();
  const settled = useEffectEvent(async (ids: string[], signal: AbortSignal) => {
    const views = await fetchGenerations(ids, signal);
    client.setQueryData<Facts>(FACTS_KEY, (facts = NO_FACTS) => addFacts(facts, views, near));
    // What the server no longer has is out of the index, too.
    if (views.length < ids.length) await client.invalidateQueries({ queryKey: INDEX_KEY });
  });
  useEffect(() => {
    if (wanted === "") return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = () =>
      settled(wanted.split(","), abort.signal).catch(() => {
        if (!abort.signal.aborted) timer = setTimeout(ask, AGAIN_MS);
      });
    timer = setTimeout(ask, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted]);
}
