"use client";

import { useQueryStates } from "nuqs";
import { filterParsers, type LibraryFilter } from "#lib/contract/library-filter";

/** Nothing filtered. */
const NOTHING: LibraryFilter = {
  q: null,
  state: null,
  ratio: null,
  mode: null,
  via: null,
  image: null,
  star: null,
  rating: null,
  tag: null,
  collection: null,
  from: null,
  to: null,
  sort: null,
};

/** The filter of the library, which is the address of the page, and how to change it. */
export function useLibraryFilter() {
  const [filter, setFilter] = useQueryStates(filterParsers, { history: "replace" });
  return {
    filter,
    change: (part: Partial<LibraryFilter>) => void setFilter(part),
    replace: (whole: LibraryFilter) => void setFilter({ ...NOTHING, ...whole }),
    clear: () => void setFilter(NOTHING),
  };
}
