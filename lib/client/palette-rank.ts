/** How well words fit what was typed, from 0 to 1: cmdk's own rule. */
type Fit = (label: string, typed: string, others?: string[]) => number;

/** Begins the ids of items that the server found: what was typed need not be in them letter by letter. */
export const FOUND = "found ";
/** The item that takes what was typed to the library, for whatever was typed. */
export const SEARCH_ALL = "search the library";

/**
 * How well an item of the palette fits what was typed, from 0 (not at all) to 1: by its words, of which the first
 * is its label. What the server found comes after pages and actions that fit, and the way to all of it last.
 */
export function paletteRank(fit: Fit, id: string, typed: string, words: string[] = []): number {
  if (id.startsWith(FOUND)) return 0.002;
  if (id === SEARCH_ALL) return 0.001;
  const [label = id, ...others] = words;
  return fit(label, typed, others);
}
