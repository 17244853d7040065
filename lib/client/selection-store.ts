import type { LibraryItem } from "#lib/client/library-cache";

/** Something that can be selected: a video, or a generation that ended without one. */
export interface Target {
  id: string;
  isVideo: boolean;
  sizeBytes: number;
}

/** What is selected, by id, in the order it was. */
export type Selection = ReadonlyMap<string, Target>;

const NOTHING: Selection = new Map();
const listeners = new Set<() => void>();
let current = NOTHING;

/** Selects something else. */
export function select(next: Selection): void {
  current = next.size > 0 ? next : NOTHING;
  for (const listener of listeners) listener();
}

/** Store interface for `useSyncExternalStore`. */
export function subscribeToSelection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentSelection = () => current;
export const noSelection = () => NOTHING;

/**
 * What a tile of a generation stands for; null where nothing can be done with it yet, since it is on its way or
 * in doubt.
 * @param number place among the tiles of its generation, from 1
 */
export function targetOf(generation: LibraryItem, number: number): Target | null {
  const video = generation.videos[number - 1];
  if (video) return { id: video.id, isVideo: true, sizeBytes: video.sizeBytes ?? 0 };
  const { state, id, videos, unconfirmed } = generation;
  const hasEnded = state === "failed" || state === "cancelled" || state === "dismissed";
  return hasEnded && videos.length === 0 && !unconfirmed ? { id, isVideo: false, sizeBytes: 0 } : null;
}
