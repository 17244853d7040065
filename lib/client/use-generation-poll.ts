"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { idsToAsk } from "#lib/client/ask-about";
import { FACTS_KEY, type Facts, takeViews } from "#lib/client/facts-cache";
import { pollGenerations } from "#lib/client/fetch-generations";
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
import { MOVING_KEY, movesAtAll, NOTHING_MOVES } from "#lib/client/moving";
import { startPollLoop } from "#lib/client/poll-loop";
import { useFacts } from "#lib/client/use-facts";
import { useLibrary } from "#lib/client/use-library";
import { useMoving } from "#lib/client/use-moving";
import type { MovingView } from "#lib/contract/studio";

interface PollCallbacks {
  onChanges: (changes: GenerationChange[]) => void;
  /** What moves in all is not what it was. */
  onMoved: (before: MovingView, after: MovingView) => void;
  /** Submissions whose answer was lost did not arrive; their cards are gone. */
  onNeverReceived: (count: number) => void;
  /** The session is over: polling stops until the page is loaded again. */
  onSignedOut: () => void;
  /** Whether the server answers. */
  onReach: (reached: boolean) => void;
}

/** One question that comes to nothing is a hiccup. */
const UNREACHED_AFTER = 2;

/** How many generations one question may name, as `POLL_MAX_IDS` of the contract says, which is loaded later. */
const ASK_ABOUT_AT_MOST = 100;

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
export function useGenerationPoll({ onChanges, onMoved, onNeverReceived, onSignedOut, onReach }: PollCallbacks): void {
  const client = useQueryClient();
  const { data } = useLibrary();
  const someMove = movesAtAll(useMoving());
  const active = allKnown(data, useFacts()).some(isMoving) || someMove;
  const changed = useEffectEvent(onChanges);
  const moved = useEffectEvent(onMoved);
  const missed = useEffectEvent(onNeverReceived);
  const signedOut = useEffectEvent(onSignedOut);
  const reach = useEffectEvent(onReach);

  useEffect(() => {
    if (!active) return;
    let round = 0;
    const loop = startPollLoop({
      ask: async (signal) => {
        const known = allKnown(client.getQueryData(LIBRARY_KEY), client.getQueryData(FACTS_KEY));
        const ids = idsToAsk(known.filter(isMoving), ASK_ABOUT_AT_MOST, round);
        const { items, moving } = await pollGenerations(ids, signal);
        round += 1;
        const before = client.getQueryData<MovingView>(MOVING_KEY) ?? NOTHING_MOVES;
        client.setQueryData<MovingView>(MOVING_KEY, moving);
        takeViews(client, items);
        const asked = known.filter(({ id }) => ids.includes(id));
        const missing = neverReceived(asked, items, Date.now());
        if (missing.length > 0) {
          client.setQueryData<Library>(LIBRARY_KEY, (current) => current && withoutUnconfirmed(current, missing));
          missed(missing.length);
        }
        const changes = changesBetween(known, items);
        if (changes.length > 0) changed(changes);
        if (JSON.stringify(before) !== JSON.stringify(moving)) moved(before, moving);
      },
      isHidden: () => document.hidden,
      onSignedOut: () => signedOut(),
      onAsked: (failures) => reach(failures < UNREACHED_AFTER),
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
