"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { fetchJson } from "#lib/client/fetch-json";
import {
  changesBetween,
  type GenerationChange,
  generationsOf,
  LIBRARY_KEY,
  type Library,
  mergeGenerations,
  movingIds,
  neverReceived,
  withoutUnconfirmed,
} from "#lib/client/library-cache";
import { startPollLoop } from "#lib/client/poll-loop";
import type { GenerationView } from "#lib/contract/studio";

interface PollCallbacks {
  onChanges: (changes: GenerationChange[]) => void;
  /** Submissions whose answer was lost did not arrive; their cards are gone. */
  onNeverReceived: (count: number) => void;
  /** The session is over: polling stops until the page is loaded again. */
  onSignedOut: () => void;
}

async function fetchMoving(ids: readonly string[], signal: AbortSignal): Promise<GenerationView[]> {
  const { generationPoll, POLL_MAX_IDS } = await import("#lib/contract/studio");
  const query = ids.slice(0, POLL_MAX_IDS).join(",");
  const answer = await fetchJson(`/api/generations/poll?ids=${query}`, async () => generationPoll, signal);
  return answer.items;
}

/**
 * Asks about everything that moves in one batched GET and merges the answer into the library. Runs
 * only while `active`.
 */
export function useGenerationPoll(active: boolean, { onChanges, onNeverReceived, onSignedOut }: PollCallbacks): void {
  const client = useQueryClient();
  const changed = useEffectEvent(onChanges);
  const missed = useEffectEvent(onNeverReceived);
  const signedOut = useEffectEvent(onSignedOut);

  useEffect(() => {
    if (!active) return;
    const loop = startPollLoop({
      ask: async (signal) => {
        const library = client.getQueryData<Library>(LIBRARY_KEY);
        const known = generationsOf(library);
        const items = await fetchMoving(movingIds(library), signal);
        client.setQueryData<Library>(LIBRARY_KEY, (current) => current && mergeGenerations(current, items));
        const missing = neverReceived(known, items, Date.now());
        if (missing.length > 0) {
          client.setQueryData<Library>(LIBRARY_KEY, (current) => current && withoutUnconfirmed(current, missing));
          missed(missing.length);
        }
        const changes = changesBetween(known, items);
        if (changes.length > 0) changed(changes);
      },
      isHidden: () => document.hidden,
      onSignedOut: () => signedOut(),
    });
    const comeBack = () => {
      if (!document.hidden) loop.wake();
    };
    document.addEventListener("visibilitychange", comeBack);
    window.addEventListener("online", comeBack);
    return () => {
      loop.stop();
      window.removeEventListener("online", comeBack);
      document.removeEventListener("visibilitychange", comeBack);
    };
  }, [active, client]);
}
