import { useMemo } from "react";
import { type GalleryLayout, layoutGallery, type Room, type RowHeights } from "#lib/client/gallery-layout";
import { dayIn, type Entry, type GalleryTiles, tilesOf } from "#lib/client/gallery-tiles";

/** So many generations are drawn before the browser has told how much room there is. */
const DRAWN_AT_FIRST = 30;

interface GalleryLayoutOptions {
  entries: readonly Entry[];
  /** The time zone whose days stand apart, or null where none do. */
  daysIn: string | null;
  /** Null before it is known: then the first tiles flow, and have no places. */
  room: Room | null;
  heights: RowHeights;
}

/**
 * The tiles of a list and their places, kept until one of its options changes. By hand: the compiler took
 * them for values that the grid may change, and had ten thousand tiles laid out at every step of a scroll.
 */
export function useGalleryLayout({ entries, daysIn, room, heights }: GalleryLayoutOptions): {
  tiles: GalleryTiles;
  layout: GalleryLayout | null;
} {
  "use no memo";
  const listed = useMemo(() => (room ? entries : entries.slice(0, DRAWN_AT_FIRST)), [room, entries]);
  const tiles = useMemo(() => tilesOf(listed, daysIn === null ? null : dayIn(daysIn)), [listed, daysIn]);
  const layout = useMemo(
    () => (room ? layoutGallery(tiles.aspects, tiles.groups, room, heights) : null),
    [tiles, room, heights],
  );
  return { tiles, layout };
}
