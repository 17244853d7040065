import type { Density } from "#lib/domain/gallery-look";

/** Pixels between tiles, in both directions. */
export const GAP = 4;
/** Height of a day's heading, and the room above it and below it. */
export const HEADING = { height: 24, above: 20, below: 4 };

/** Below this width of the window (pixels) the layout is a phone's; the same as `md` in the style sheet. */
const PHONE_BELOW = 760;
/** From this width of the window the rows are taller; the same as `xl` in the style sheet. */
const WIDE_FROM = 1280;
/** The few tiles of a short day grow to at most this many times the height of a row. */
const SHORT_DAY_GROWTH = 1.6;
/** What counts as landscape where landscape tiles have rows of their own. */
export const OWN_ROW_ASPECT = 1.3;

/** Least height of a row in pixels, by width of the window. */
export interface RowHeights {
  phone: number;
  middle: number;
  wide: number;
  /** Whether on a phone a landscape tile takes a row of its own, so that two takes are never of two sizes. */
  ownRows: boolean;
}

export const ROW_HEIGHTS: Record<Density, RowHeights> = {
  compact: { phone: 104, middle: 124, wide: 148, ownRows: false },
  regular: { phone: 185, middle: 200, wide: 248, ownRows: true },
  large: { phone: 300, middle: 300, wide: 380, ownRows: true },
};

/** Room to lay tiles out in, in CSS pixels. */
export interface Room {
  /** Of the gallery itself. */
  width: number;
  /** Of the window, scrollbar included, as media queries see it. */
  windowWidth: number;
}

/** Tiles that stand together under one heading, or without one: those from `from` up to, without, `to`. */
export interface TileGroup {
  heading: string | null;
  from: number;
  to: number;
}

/** A row of tiles; `top` and `height` in pixels. Its tiles share the height and fill the width in proportion to their aspects. */
export interface Row {
  top: number;
  height: number;
  from: number;
  to: number;
}

interface PlacedHeading {
  text: string;
  top: number;
  /** The tile that comes next. */
  before: number;
}

export interface GalleryLayout {
  rows: Row[];
  headings: PlacedHeading[];
  height: number;
}

/**
 * Lays tiles out in justified rows, group by group. The rule is that of a wrapping flex line, so that the
 * page that the server draws, which knows no width, already has every tile where it stays: a row takes
 * tiles while they fit at the least height, then grows until it fills the width; the last one keeps it.
 * @param aspects width by height of every tile, in order
 */
export function layoutGallery(
  aspects: ArrayLike<number>,
  groups: readonly TileGroup[],
  { width, windowWidth }: Room,
  heights: RowHeights,
): GalleryLayout {
  const isPhone = windowWidth < PHONE_BELOW;
  const least = isPhone ? heights.phone : windowWidth < WIDE_FROM ? heights.middle : heights.wide;
  const ownRows = isPhone && heights.ownRows;
  const rows: Row[] = [];
  const headings: PlacedHeading[] = [];
  let top = 0;
  for (const { heading, from, to } of groups) {
    if (heading !== null) {
      if (rows.length > 0) top += HEADING.above - GAP;
      headings.push({ text: heading, top, before: from });
      top += HEADING.height + HEADING.below;
    }
    let total = 0;
    for (let tile = from; tile < to; tile += 1) total += aspects[tile] ?? 1;
    const fitting = (width - (to - from) * GAP) / total;
    const height = isPhone ? least : Math.min(Math.max(least, fitting), least * SHORT_DAY_GROWTH);

    let first = from;
    let wide = 0;
    const end = (tile: number, isLast: boolean) => {
      const gaps = (tile - first - 1) * GAP;
      const filled = (width - gaps) / wide;
      const rowHeight = isLast ? Math.min(height, filled) : filled;
      rows.push({ top, height: rowHeight, from: first, to: tile });
      top += rowHeight + GAP;
      first = tile;
      wide = 0;
    };
    for (let tile = from; tile < to; tile += 1) {
      const aspect = aspects[tile] ?? 1;
      const alone = ownRows && aspect > OWN_ROW_ASPECT;
      const fits = (wide + aspect) * height + (tile - first) * GAP <= width;
      if (tile > first && (alone || !fits)) end(tile, false);
      wide += aspect;
      if (alone) end(tile + 1, false);
    }
    if (first < to) end(to, true);
  }
  return { rows, headings, height: Math.max(0, top - GAP) };
}

/** Place of the row that holds the pixel `y` from the top, or of the next one below it. */
export function rowAt(rows: readonly Row[], y: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && row.top + row.height + GAP <= y) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(0, rows.length - 1));
}

/** Most tiles that are drawn beside those in sight. */
const DRAWN_AROUND = 120;

/** A span of rows: from the first up to, without, the second. */
export type Span = readonly [from: number, to: number];

/**
 * Rows to draw for a window on the gallery from `top` to `bottom` (pixels): those in sight, and as many
 * above and below as half a window holds, up to a limit of tiles.
 */
export function rowsToDraw(rows: readonly Row[], top: number, bottom: number): Span {
  if (rows.length === 0) return [0, 0];
  let from = rowAt(rows, top);
  let to = rowAt(rows, bottom) + 1;
  const around = (bottom - top) / 2;
  const count = (place: number) => (rows[place]?.to ?? 0) - (rows[place]?.from ?? 0);
  let drawn = 0;
  for (let more = true; more; ) {
    more = false;
    const below = rows[to];
    if (below && below.top < bottom + around && drawn + count(to) <= DRAWN_AROUND) {
      drawn += count(to);
      to += 1;
      more = true;
    }
    const above = rows[from - 1];
    if (above && above.top + above.height > top - around && drawn + count(from - 1) <= DRAWN_AROUND) {
      drawn += count(from - 1);
      from -= 1;
      more = true;
    }
  }
  return [from, to];
}

/** Left edge and width of a tile in its row, in pixels. */
export function placeInRow(row: Row, aspects: ArrayLike<number>, tile: number): { left: number; width: number } {
  let left = 0;
  for (let before = row.from; before < tile; before += 1) left += (aspects[before] ?? 1) * row.height + GAP;
  return { left, width: (aspects[tile] ?? 1) * row.height };
}

/** A key that moves from tile to tile. */
export type MoveKey = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End";

/** The tile that a key leads to from `tile`; the same one at an edge. Up and down keep to the column as it is seen. */
export function tileTowards({ rows }: GalleryLayout, aspects: ArrayLike<number>, tile: number, key: MoveKey): number {
  const last = (rows.at(-1)?.to ?? 1) - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowLeft") return Math.max(0, tile - 1);
  if (key === "ArrowRight") return Math.min(last, tile + 1);
  const place = rows.findIndex((row) => tile < row.to);
  const here = rows[place];
  const there = rows[key === "ArrowUp" ? place - 1 : place + 1];
  if (!here || !there) return tile;
  const { left, width } = placeInRow(here, aspects, tile);
  const middle = left + width / 2;
  for (let candidate = there.from; candidate < there.to; candidate += 1) {
    const spot = placeInRow(there, aspects, candidate);
    if (middle <= spot.left + spot.width + GAP / 2) return candidate;
  }
  return there.to - 1;
}
