"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import {
  changesBetween,
  type GenerationChange,
  generationsOf,
  LIBRARY_KEY,
  type Library,
  takeNewest,
} from "#lib/client/library-cache";
import { fetchPage } from "#lib/client/use-library";

/** Coming back to a window fires several events; they are one. */
const AT_MOST_EVERY_MS = 3_000;

interface NewestCallbacks {
  onChanges: (changes: GenerationChange[]) => void;
  /** Something is here that this page did not know. */
  onAdded: () => void;
  /** Somebody is back at this window. */
  onReturn: () => void;
}

/**
 * Fetches the newest page when somebody comes back to this window, and takes in what was made in
 * another tab or on another device. Mostly answered by 304.
 */
export function useNewest({ onChanges, onAdded, onReturn }: NewestCallbacks): void {
  const client = useQueryClient();
  const changed = useEffectEvent(onChanges);
  const added = useEffectEvent(onAdded);
  const returned = useEffectEvent(onReturn);

  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    let lastMs = Number.NEGATIVE_INFINITY;
    const comeBack = async () => {
      if (document.hidden || performance.now() - lastMs < AT_MOST_EVERY_MS) return;
      lastMs = performance.now();
      returned();
      // What fails here is tried again at the next return; the poll tells of a session that is over.
      const page = await fetchPage(null, signal).catch(() => null);
      if (!page || signal.aborted) return;
      const known = generationsOf(client.getQueryData<Library>(LIBRARY_KEY));
      client.setQueryData<Library>(LIBRARY_KEY, (library) => library && takeNewest(library, page));
      const ids = new Set(known.map(({ id }) => id));
      if (page.items.some(({ id }) => !ids.has(id))) added();
      const changes = changesBetween(known, page.items);
      if (changes.length > 0) changed(changes);
    };
    window.addEventListener("focus", comeBack, { signal });
    window.addEventListener("online", comeBack, { signal });
    document.addEventListener("visibilitychange", comeBack, { signal });
    return () => abort.abort();
  }, [client]);
}
