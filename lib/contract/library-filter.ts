import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { CONNECTION_KINDS } from "#lib/domain/credits";
import type { FilterKey } from "#lib/domain/filter-keys";
import { MODES } from "#lib/domain/modes";
import { RATIOS } from "#lib/domain/ratios";
import { STARS } from "#lib/domain/stars";

/** What became of a generation, as a person asks for it: coarser than its state. */
export const OUTCOMES = ["ready", "moving", "failed", "doubt", "lost"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Orders of the library. With words to search for, `best` is the usual one; without, `newest`. */
export const SORTS = ["newest", "oldest", "best", "prompt"] as const;

/** Most characters that are searched for. */
export const SEARCH_MAX_CHARACTERS = 200;

/** A calendar day, as `YYYY-MM-DD`. */
const parseAsDay = createParser({
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: String,
});

const parseAsWords = createParser({
  parse: (text) => text.replaceAll("\0", "").trim().slice(0, SEARCH_MAX_CHARACTERS) || null,
  serialize: String,
});

/** Id of a collection. */
const parseAsId = createParser({
  parse: (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : null),
  serialize: String,
});

/**
 * What a library is filtered by, as it stands in the address of the page, in that of the index, and in a
 * saved search. What can't be read is left out.
 */
export const filterParsers = {
  q: parseAsWords,
  state: parseAsArrayOf(parseAsStringLiteral(OUTCOMES)),
  ratio: parseAsArrayOf(parseAsStringLiteral(RATIOS)),
  mode: parseAsArrayOf(parseAsStringLiteral(MODES)),
  via: parseAsArrayOf(parseAsStringLiteral(CONNECTION_KINDS)),
  /** Whether it began with an image. */
  image: parseAsBoolean,
  /** Only favourites. */
  star: parseAsBoolean,
  /** Least number of stars. */
  rating: parseAsNumberLiteral(STARS),
  /** Names of tags, of which a video has one. */
  tag: parseAsArrayOf(parseAsWords),
  /** Only what is in this collection. */
  collection: parseAsId,
  /** First and last day of creation, both included. */
  from: parseAsDay,
  to: parseAsDay,
  sort: parseAsStringLiteral(SORTS),
} satisfies Record<FilterKey, unknown>;

export type LibraryFilter = inferParserType<typeof filterParsers>;

/** Writes a filter as a query string with its question mark; empty where it filters nothing. */
export const writeFilter = createSerializer(filterParsers);

/** Reads a filter from an address or its query string. */
export const readFilter = createLoader(filterParsers);
