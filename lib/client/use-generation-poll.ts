"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { FACTS_KEY, type Facts, takeViews } from "#lib/client/facts-cache";
import { fetchGenerations } from "#lib/client/fetch-generations";
import {
  changesBetween,
  type GenerationChange,
  generationsOf,
  isMoving,
  LIBRARY_KEY,
  type Library,
  type LibraryItem,
  neverReceived,
  withoutUnconfirmed,
} from "#lib/client/library-cache";
import { startPollLoop } from "#lib/client/poll-loop";
import { useFacts } from "#lib/client/use-facts";
import { useLibrary } from "#lib/client/use-library";

interface PollCallbacks {
  onChanges: (changes: GenerationChange[]) => void;
  /** Submissions whose answer was lost did not arrive; their cards are gone. */
  onNeverReceived: (count: number) => void;
  /** The session is over: polling stops until the page is loaded again. */
  onSignedOut: () => void;
}

/** All that a page knows: the newest part of the library, and what the gallery asked for besides. */
function allKnown(library: Library | undefined, facts: Facts | undefined): LibraryItem[] {
  const newest = generationsOf(library);
  const ids = new Set(newest.map(({ id }) => id));
  return [...newest, ...[...(facts?.values() ?? [])].filter(({ id }) => !ids.has(id))];
}

/**
 * Asks about everything that moves in one batched GET and merges the answer into what the page knows.
 * Runs only while something moves.
 */
export function useGenerationPoll({ onChanges, onNeverReceived, onSignedOut }: PollCallbacks): void {
  const client = useQueryClient();
  const { data } = useLibrary();
  const active = allKnown(data, useFacts()).some(isMoving);
  const changed = useEffectEvent(onChanges);
  const missed = useEffectEvent(onNeverReceived);
  const signedOut = useEffectEvent(onSignedOut);

  useEffect(() => {
    if (!active) return;
    const loop = startPollLoop({
      ask: async (signal) => {
        const known = allKnown(client.getQueryData(LIBRARY_KEY), client.getQueryData(FACTS_KEY));
        const moving = known.filter(isMoving).map(({ id }) => id);
        const items = await fetchGenerations(moving, signal);
        takeViews(client, items);
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
