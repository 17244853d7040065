import type { InfiniteData } from "@tanstack/react-query";
import type { GenerationPage, GenerationView, VideoView } from "#lib/contract/studio";
import { isInFlight } from "#lib/domain/generation-state";

/** Key of the one library query that every page shares. */
export const LIBRARY_KEY = ["library"] as const;

/**
 * A generation as the browser knows it. One that the server has not confirmed is on its way there, or
 * its answer was lost and we ask (`lostAtMs`); the server's own view of it carries no such mark.
 */
export interface LibraryItem extends GenerationView {
  unconfirmed?: { lostAtMs: number | null };
}

interface LibraryPage extends GenerationPage {
  items: LibraryItem[];
}

/** Pages of the library as react-query holds them. */
export type Library = InfiniteData<LibraryPage, string | null>;

/** All generations of the loaded pages, newest first. */
export function generationsOf(library: Library | undefined): LibraryItem[] {
  return library?.pages.flatMap((page) => page.items) ?? [];
}

function isArchiving(video: VideoView): boolean {
  return video.archiveState === "pending" || video.archiveState === "downloading";
}

/** Whether the server still works on a generation or on one of its videos. */
export function isMoving(generation: GenerationView): boolean {
  return isInFlight(generation.state) || generation.videos.some(isArchiving);
}

/**
 * Puts newer views in the place of older ones and new ones on top; unknown ones that are older than all
 * that is loaded have no place here. Returns the same object where nothing changed, so that nothing
 * draws again.
 */
export function mergeGenerations(library: Library, items: readonly LibraryItem[]): Library {
  const fresh = new Map(items.map((item) => [item.id, item]));
  const oldest = library.pages.at(-1)?.nextCursor ? generationsOf(library).at(-1)?.createdAt : undefined;
  let changed = false;
  const pages = library.pages.map((page) => {
    let pageChanged = false;
    const merged = page.items.map((old) => {
      const next = fresh.get(old.id);
      fresh.delete(old.id);
      if (!next || JSON.stringify(next) === JSON.stringify(old)) return old;
      pageChanged = true;
      return next;
    });
    if (!pageChanged) return page;
    changed = true;
    return { ...page, items: merged };
  });
  const added = [...fresh.values()].filter(({ createdAt }) => !oldest || createdAt >= oldest);
  if (added.length > 0) {
    const [first = { items: [], nextCursor: null }, ...rest] = pages;
    added.sort((one, other) => other.createdAt.localeCompare(one.createdAt));
    return { ...library, pages: [{ ...first, items: [...added, ...first.items] }, ...rest] };
  }
  return changed ? { ...library, pages } : library;
}

/**
 * Takes in the newest page as the server has it now. Where so much is new that it no longer meets what
 * was loaded, the library begins again with it, so that nothing is missing in between.
 */
export function takeNewest(library: Library, page: GenerationPage): Library {
  const known = new Set(generationsOf(library).map(({ id }) => id));
  if (known.size === 0 || page.nextCursor === null || page.items.some(({ id }) => known.has(id))) {
    return mergeGenerations(library, page.items);
  }
  const waiting = generationsOf(library).filter(({ unconfirmed }) => unconfirmed);
  return { pages: [{ ...page, items: [...waiting, ...page.items] }], pageParams: [null] };
}

/** A generation before and after a poll. */
export interface GenerationChange {
  before: GenerationView;
  after: GenerationView;
}

/** What differs between the views that were known and newer ones of the same generations. */
export function changesBetween(known: readonly GenerationView[], items: readonly GenerationView[]): GenerationChange[] {
  const byId = new Map(known.map((generation) => [generation.id, generation]));
  return items.flatMap((after) => {
    const before = byId.get(after.id);
    return before && JSON.stringify(before) !== JSON.stringify(after) ? [{ before, after }] : [];
  });
}

/** Takes generations out again that the server never confirmed; what it knows stays. */
export function withoutUnconfirmed(library: Library, ids: readonly string[]): Library {
  return {
    ...library,
    pages: library.pages.map((page) => ({
      ...page,
      items: page.items.filter(({ id, unconfirmed }) => !unconfirmed || !ids.includes(id)),
    })),
  };
}

/** Marks those that the server has not confirmed as asked about: their answer was lost. */
export function answerLost(library: Library, ids: readonly string[], lostAtMs: number): Library {
  const marked = generationsOf(library)
    .filter(({ id, unconfirmed }) => unconfirmed && ids.includes(id))
    .map((item) => ({ ...item, unconfirmed: { lostAtMs } }));
  return mergeGenerations(library, marked);
}

/** How long a lost submission may still turn up before it counts as never received. */
const LOST_MS = 15_000;

/** Ids of submissions whose answer was lost and that the server, asked at `nowMs`, does not know. */
export function neverReceived(
  known: readonly LibraryItem[],
  answered: readonly GenerationView[],
  nowMs: number,
): string[] {
  const found = new Set(answered.map(({ id }) => id));
  return known
    .filter(({ id, unconfirmed }) => unconfirmed?.lostAtMs && !found.has(id) && nowMs - unconfirmed.lostAtMs > LOST_MS)
    .map(({ id }) => id);
}
