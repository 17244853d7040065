/** Names of what a library is filtered by, in addresses. Apart from their parsers, which the first load has no room for. */
const FILTER_KEYS = [
  "q",
  "state",
  "ratio",
  "mode",
  "via",
  "image",
  "star",
  "rating",
  "tag",
  "collection",
  "from",
  "to",
  "sort",
] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** The part of an address's query that filters the library, always in the same order; empty where nothing does. */
export function filterQueryOf(query: { get(key: string): string | null }): string {
  const filter = new URLSearchParams();
  for (const key of FILTER_KEYS) {
    const value = query.get(key);
    if (value) filter.set(key, value);
  }
  return filter.toString();
}
