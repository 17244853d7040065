import type { InfiniteData } from "@tanstack/react-query";
import type { GenerationPage, GenerationView, VideoView } from "#lib/contract/studio";
import { isInFlight } from "#lib/domain/generation-state";

/** Key of the one library query that every page shares. */
export const LIBRARY_KEY = ["library"] as const;

/** Pages of the library as react-query holds them. */
export type Library = InfiniteData<GenerationPage, string | null>;

/** All generations of the loaded pages, newest first. */
export function generationsOf(library: Library | undefined): GenerationView[] {
  return library?.pages.flatMap((page) => page.items) ?? [];
}

function isArchiving(video: VideoView): boolean {
  return video.archiveState === "pending" || video.archiveState === "downloading";
}

/** Whether the server still works on a generation or on one of its videos. */
function isMoving(generation: GenerationView): boolean {
  return isInFlight(generation.state) || generation.videos.some(isArchiving);
}

/** Ids that a page has to ask about, newest first. */
export function movingIds(library: Library | undefined): string[] {
  return generationsOf(library)
    .filter(isMoving)
    .map((generation) => generation.id);
}

/**
 * Puts newer views in the place of older ones and unknown ones on top. Returns the same object where
 * nothing changed, so that nothing draws again.
 */
export function mergeGenerations(library: Library, items: readonly GenerationView[]): Library {
  const fresh = new Map(items.map((item) => [item.id, item]));
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
  if (fresh.size > 0) {
    changed = true;
    const [first = { items: [], nextCursor: null }, ...rest] = pages;
    const added = [...fresh.values()].sort((one, other) => other.createdAt.localeCompare(one.createdAt));
    return { ...library, pages: [{ ...first, items: [...added, ...first.items] }, ...rest] };
  }
  return changed ? { ...library, pages } : library;
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

/** Takes generations out again, for example drafts of a submission that was refused. */
export function withoutGenerations(library: Library, ids: readonly string[]): Library {
  return {
    ...library,
    pages: library.pages.map((page) => ({ ...page, items: page.items.filter((item) => !ids.includes(item.id)) })),
  };
}
