import type { TileGroup } from "#lib/client/gallery-layout";
import type { LibraryItem } from "#lib/client/library-cache";
import type { LibraryIndex } from "#lib/contract/library-index";
import { tileAspects } from "#lib/domain/tile-aspects";

const QUARTER_MS = 900_000;

/**
 * The calendar day of an instant (milliseconds) in a time zone, as `YYYY-MM-DD`. Days begin at a quarter
 * of an hour in every zone there is, so what was asked of one is known of all that is in it.
 */
export function dayIn(timeZone: string): (instantMs: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const known = new Map<number, string>();
  return (instantMs) => {
    const quarter = Math.floor(instantMs / QUARTER_MS);
    const day = known.get(quarter) ?? format.format(instantMs);
    known.set(quarter, day);
    return day;
  };
}

/** One generation of a list, and what is known of it. */
export interface Entry {
  id: string;
  createdMs: number;
  /** Width by height of each of its tiles that is listed. */
  aspects: readonly number[];
  /** Which of its tiles they are, from 1; null where they are all. */
  places: readonly number[] | null;
}

const NOTHING = { aspects: [], places: null };

/** What an index lists, and where in it each generation is. */
interface Listed {
  entries: Entry[];
  placeOf: Map<string, number>;
}

/** Made once for each index: it has an entry for every generation of the library, and is asked at every answer. */
const listedOf = new WeakMap<LibraryIndex, Listed>();

function readIndex(index: LibraryIndex): Listed {
  const known = listedOf.get(index);
  if (known) return known;
  const listed: Listed = { entries: [], placeOf: new Map() };
  let seconds = 0;
  for (const [place, id] of index.ids.entries()) {
    seconds += index.seconds[place] ?? 0;
    const { aspects, places } = index.shapes[index.shape[place] ?? 0] ?? NOTHING;
    listed.entries.push({ id, createdMs: seconds * 1_000, aspects, places });
    listed.placeOf.set(id, place);
  }
  listedOf.set(index, listed);
  return listed;
}

/** The entry as its live view has it: the same object where that tells no other shape. */
function withShapeOf(entry: Entry, item: LibraryItem): Entry {
  const known = tileAspects(item);
  const aspects = entry.places?.flatMap((number) => known[number - 1] ?? []) ?? known;
  return aspects.join() === entry.aspects.join() ? entry : { ...entry, aspects };
}

/**
 * What the gallery lists: what is newer than the index or on its way to the server on top, then the index.
 * Live generations tell their own shapes, which may have changed since the index was made. Returns the same
 * array where nothing differs from the index, so that ten thousand tiles are not laid out again.
 * @param newest the newest generations of the library, unfiltered, newest first
 * @param live views that are known by id
 */
export function entriesOf(
  index: LibraryIndex | undefined,
  newest: readonly LibraryItem[],
  live: ReadonlyMap<string, LibraryItem>,
  isWhole: boolean,
): readonly Entry[] {
  const entryOf = (item: LibraryItem): Entry => ({
    id: item.id,
    createdMs: Date.parse(item.createdAt),
    aspects: tileAspects(item),
    places: null,
  });
  if (!index) return isWhole ? newest.map(entryOf) : [];
  const { entries, placeOf } = readIndex(index);
  const sinceMs = (index.seconds[0] ?? 0) * 1_000;
  const onTop = newest
    .filter((item) => !placeOf.has(item.id))
    .filter((item) => item.unconfirmed || (isWhole && Date.parse(item.createdAt) >= sinceMs))
    .map(entryOf);
  const changed: [place: number, entry: Entry][] = [];
  for (const item of live.values()) {
    const place = placeOf.get(item.id) ?? -1;
    const entry = entries[place];
    const current = entry && withShapeOf(entry, item);
    if (current && current !== entry) changed.push([place, current]);
  }
  if (onTop.length === 0 && changed.length === 0) return entries;
  const listed = [...onTop, ...entries];
  for (const [place, entry] of changed) listed[onTop.length + place] = entry;
  return listed;
}

/** Name of a tile: that of its generation, and its place there. It stays whatever stands around it. */
export function tileName(entries: readonly Entry[], tiles: GalleryTiles, tile: number): string | undefined {
  const entry = entries[tiles.entry[tile] ?? -1];
  return entry && `${entry.id}/${tiles.number[tile]}`;
}

/** Place of the tile with a name, or of the first of its generation where it has fewer now; -1 where it is gone. */
export function tilePlace(entries: readonly Entry[], tiles: GalleryTiles, name: string): number {
  const [id, number] = name.split("/");
  const entry = entries.findIndex((candidate) => candidate.id === id);
  const first = entry < 0 ? -1 : tiles.entry.indexOf(entry);
  for (let tile = first; tile >= 0 && tiles.entry[tile] === entry; tile += 1) {
    if (tiles.number[tile] === Number(number)) return tile;
  }
  return first;
}

/** Tiles in the order they stand, in columns: each generation has one for each of its videos, known or expected. */
export interface GalleryTiles {
  /** For each tile, which entry it belongs to. */
  entry: number[];
  /** For each tile, its place among all tiles of its generation, from 1. */
  number: number[];
  /** For each tile, width by height. */
  aspects: number[];
  groups: TileGroup[];
}

/** The tiles of a list, in one group without a heading, or in a group a day with the day as its heading. */
export function tilesOf(entries: readonly Entry[], dayOf: ((instantMs: number) => string) | null): GalleryTiles {
  const tiles: GalleryTiles = { entry: [], number: [], aspects: [], groups: [] };
  let group: TileGroup | undefined;
  for (const [place, { createdMs, aspects, places }] of entries.entries()) {
    const day = dayOf ? dayOf(createdMs) : null;
    if (!group || group.heading !== day) {
      group = { heading: day, from: tiles.entry.length, to: tiles.entry.length };
      tiles.groups.push(group);
    }
    for (const [index, aspect] of aspects.entries()) {
      tiles.entry.push(place);
      tiles.number.push(places?.[index] ?? index + 1);
      tiles.aspects.push(aspect);
    }
    group.to = tiles.entry.length;
  }
  return tiles;
}
