"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { GenerationView } from "#lib/contract/studio";
import { FetchFault, fetchJson } from "./fetch-json.ts";
import { generationsOf, LIBRARY_KEY, type Library, mergeGenerations, movingIds } from "./library-cache.ts";
import { pollDelayMs } from "./poll-schedule.ts";

/** A generation before and after a poll. */
export interface GenerationChange {
  before: GenerationView;
  after: GenerationView;
}

interface PollCallbacks {
  onChanges: (changes: GenerationChange[]) => void;
  /** The session is over: polling stops until the page is loaded again. */
  onSignedOut: () => void;
}

async function poll(ids: readonly string[], signal: AbortSignal): Promise<GenerationView[]> {
  const { generationPoll, POLL_MAX_IDS } = await import("#lib/contract/studio");
  const query = ids.slice(0, POLL_MAX_IDS).join(",");
  const answer = await fetchJson(`/api/generations/poll?ids=${query}`, async () => generationPoll, signal);
  return answer.items;
}

/**
 * Asks about everything that moves in one batched GET and merges the answer into the library. Runs
 * only while `active`, survives errors by asking more slowly, and asks at once when the tab comes back.
 */
export function useGenerationPoll(active: boolean, { onChanges, onSignedOut }: PollCallbacks): void {
  const client = useQueryClient();
  const changed = useEffectEvent(onChanges);
  const signedOut = useEffectEvent(onSignedOut);

  useEffect(() => {
    if (!active) return;
    const abort = new AbortController();
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;

    const ask = async () => {
      const library = client.getQueryData<Library>(LIBRARY_KEY);
      const known = new Map(generationsOf(library).map((generation) => [generation.id, generation]));
      const items = await poll(movingIds(library), abort.signal);
      client.setQueryData<Library>(LIBRARY_KEY, (current) => current && mergeGenerations(current, items));
      const changes = items.flatMap((after) => {
        const before = known.get(after.id);
        return before && JSON.stringify(before) !== JSON.stringify(after) ? [{ before, after }] : [];
      });
      if (changes.length > 0) changed(changes);
    };
    const tick = async () => {
      if (asking) return;
      asking = true;
      try {
        await ask();
        failures = 0;
      } catch (error) {
        if (abort.signal.aborted) return;
        if (error instanceof FetchFault && error.code === "UNAUTHENTICATED") {
          signedOut();
          return;
        }
        failures += 1;
      } finally {
        asking = false;
      }
      plan();
    };
    const plan = () => {
      clearTimeout(timer);
      if (!abort.signal.aborted) timer = setTimeout(tick, pollDelayMs({ hidden: document.hidden, failures }));
    };
    const comeBack = () => {
      if (document.hidden) return;
      clearTimeout(timer);
      void tick();
    };

    plan();
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", comeBack);
    };
  }, [active, client]);
}
