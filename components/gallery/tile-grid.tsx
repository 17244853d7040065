"use client";

import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { DayHeading } from "#components/gallery/day-heading";
import { TileSlot } from "#components/gallery/tile-slot";
import { draftOf } from "#lib/client/composer-draft";
import { changeDraft, readDraft } from "#lib/client/draft-store";
import { OWN_ROW_ASPECT, placeInRow, type Row, type RowHeights, type TileGroup } from "#lib/client/gallery-layout";
import { galleryPlace, noteGalleryPlace, noteGalleryTile } from "#lib/client/gallery-memory";
import { rowsStyle } from "#lib/client/gallery-style";
import { type Entry, tileName, tilePlace } from "#lib/client/gallery-tiles";
import type { LibraryItem } from "#lib/client/library-cache";
import { currentSelection, noSelection, subscribeToSelection } from "#lib/client/selection-store";
import { useMissingFacts } from "#lib/client/use-facts";
import { useGalleryLayout } from "#lib/client/use-gallery-layout";
import { useGalleryWindow, useRoom } from "#lib/client/use-gallery-window";
import { useRovingTiles } from "#lib/client/use-roving-tiles";
import { cameFromVideo } from "#lib/client/way-back";
import type { GenerationView } from "#lib/contract/studio";

/** Nothing of it is needed to see the tiles: it follows when they are there. */
const GridSelection = lazy(() =>
  import("#components/organise/grid-selection").then((grid) => ({ default: grid.GridSelection })),
);

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => from + place);

interface TileGridProps {
  userId: string;
  /** What is listed: where somebody comes back to the same, it is as they left it. */
  query: string;
  entries: readonly Entry[];
  /** What is known of generations, by id. */
  live: ReadonlyMap<string, LibraryItem>;
  /** The time zone whose days stand apart, or null where none do. */
  daysIn: string | null;
  heights: RowHeights;
}

/**
 * Tiles in justified rows. The whole length is there from the start; tiles are drawn, and their facts asked
 * for, near the window alone. Before the width is known, the first of them flow to the very same places.
 */
export function TileGrid({ userId, query, entries, live, daysIn, heights }: TileGridProps) {
  // All but the callback is new at every step of a scroll: what the compiler would keep is only in the way.
  "use no memo";
  const element = useRef<HTMLDivElement>(null);
  const room = useRoom(element);
  const [left] = useState(() => (cameFromVideo() ? galleryPlace(query) : null));
  const { tiles, layout } = useGalleryLayout({ entries, daysIn, room, heights });
  const { aspects, groups } = tiles;
  const nameOf = (tile: number) => tileName(entries, tiles, tile);
  const placeOf = (name: string) => tilePlace(entries, tiles, name);

  const roving = useRovingTiles({ element, layout, aspects, nameOf, placeOf, left: left?.tile ?? null });
  const [from, to] = useGalleryWindow({
    element,
    layout,
    nameOf,
    placeOf,
    left,
    query,
    onLook: (scrollY, top) => noteGalleryPlace({ query, scrollY, top, tile: roving.current }),
  });
  useEffect(() => noteGalleryTile(roving.current), [roving.current]);
  const near = layout?.rows.slice(from, to) ?? [];
  // The tile that has the keyboard is always there, or the focus would be lost with it.
  const current = layout?.rows.find((row) => roving.place < row.to);
  const rows = current && !near.includes(current) ? [...near, current] : near;

  const drawn = rows.flatMap((row) => tiles.entry.slice(row.from, row.to));
  const ids = [...new Set(drawn)].flatMap((place) => entries[place]?.id ?? []);
  const missing = ids.filter((id) => !live.has(id));
  useMissingFacts(missing, ids);

  const selection = useSyncExternalStore(subscribeToSelection, currentSelection, noSelection);
  const edit = useCallback(
    (generation: GenerationView) => changeDraft(userId, draftOf(generation, readDraft(userId), "retry")),
    [userId],
  );
  const slotOf = (tile: number) => {
    const name = nameOf(tile) ?? "";
    const generation = live.get(entries[tiles.entry[tile] ?? -1]?.id ?? "");
    const number = tiles.number[tile] ?? 1;
    return {
      name,
      generation,
      number,
      aspect: aspects[tile] ?? 1,
      tabbable: tile === roving.place,
      active: selection.size > 0 || name === roving.current,
      selected: selection.has(generation?.videos[number - 1]?.id ?? generation?.id ?? ""),
      onEdit: edit,
    };
  };
  const placed = (row: Row): ReactNode[] => {
    const heading = layout?.headings.find(({ before }) => before === row.from);
    return [
      heading ? <DayHeading key={heading.text} date={heading.text} top={heading.top} /> : null,
      ...range(row.from, row.to).map((tile) => {
        const { left: leftPixels, width } = placeInRow(row, aspects, tile);
        const place = { left: leftPixels, width, top: row.top, height: row.height };
        return <TileSlot key={nameOf(tile)} {...slotOf(tile)} {...place} />;
      }),
    ];
  };
  const flowing = ({ heading, from: first, to: end }: TileGroup): ReactNode[] => {
    const total = aspects.slice(first, end).reduce((sum, aspect) => sum + aspect, 0);
    const isOwnRow = heights.ownRows && (aspects[end - 1] ?? 1) > OWN_ROW_ASPECT;
    return [
      heading === null ? null : <DayHeading key={heading} date={heading} top={undefined} />,
      ...range(first, end).map((tile) => (
        <TileSlot key={nameOf(tile)} {...slotOf(tile)} groupTotal={total} groupTiles={end - first} />
      )),
      <span key={`end-${first}`} aria-hidden className={`filler ${isOwnRow ? "behind-own-row" : ""}`} />,
    ];
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens to the tiles in it, which can be focused. */}
      <div
        ref={element}
        onFocus={roving.onFocus}
        onKeyDown={roving.onKeyDown}
        className="@container [overflow-anchor:none]"
        style={{ height: layout?.height }}
      >
        <div className={layout ? "relative" : "rows"} style={rowsStyle(heights)}>
          {layout ? rows.flatMap(placed) : groups.flatMap(flowing)}
        </div>
      </div>
      {layout ? (
        <Suspense>
          <GridSelection {...{ element, query, entries, tiles, live, layout, placeOf }} goTo={roving.goTo} />
        </Suspense>
      ) : null}
    </>
  );
}
