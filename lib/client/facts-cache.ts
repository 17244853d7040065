import type { QueryClient } from "@tanstack/react-query";
import { LIBRARY_KEY, type Library, type LibraryItem, mergeGenerations } from "#lib/client/library-cache";
import type { GenerationView } from "#lib/contract/studio";

/** Key of the views that the gallery has asked for by id: what is or was near the window. */
export const FACTS_KEY = ["facts"] as const;

/** Views by id, those that were near the window last at the end. */
export type Facts = ReadonlyMap<string, LibraryItem>;

export const NO_FACTS: Facts = new Map();

/** So many stay: some windows to either side, and few enough that a walk through a large library costs no memory. */
const MAX_FACTS = 96;

/**
 * Adds views, and lets go of those that left the window first where they are too many.
 * @param near ids of what is near the window: it stays, however much that is
 */
export function addFacts(facts: Facts, views: readonly GenerationView[], near: readonly string[]): Facts {
  const next = new Map(facts);
  const put = (view: LibraryItem) => {
    next.delete(view.id);
    next.set(view.id, view);
  };
  for (const view of near.flatMap((id) => facts.get(id) ?? [])) put(view);
  for (const view of views) put(view);
  const most = Math.max(MAX_FACTS, near.length);
  for (const id of next.keys()) {
    if (next.size <= most) break;
    next.delete(id);
  }
  return next;
}

/** Puts newer views in the place of those that are known; the same object where nothing changed. */
export function refreshFacts(facts: Facts, views: readonly GenerationView[]): Facts {
  const changed = views.filter((view) => {
    const known = facts.get(view.id);
    return known && JSON.stringify(known) !== JSON.stringify(view);
  });
  if (changed.length === 0) return facts;
  const next = new Map(facts);
  for (const view of changed) next.set(view.id, view);
  return next;
}

/** Takes newer views into all that a page knows: the newest part of the library and what the gallery asked for. */
export function takeViews(client: QueryClient, views: readonly GenerationView[]): void {
  client.setQueryData<Library>(LIBRARY_KEY, (library) => library && mergeGenerations(library, views));
  client.setQueryData<Facts>(FACTS_KEY, (facts) => facts && refreshFacts(facts, views));
}
