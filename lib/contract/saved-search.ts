import { z } from "zod";
import { shortText } from "#lib/contract/texts";

const savedSearchView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The filter as a query string, without its question mark. */
  query: z.string(),
});
export type SavedSearchView = z.infer<typeof savedSearchView>;

/** `GET /api/saved-searches`: by name. */
export const savedSearchList = z.object({ items: z.array(savedSearchView) });
export type SavedSearchList = z.infer<typeof savedSearchList>;

export const SEARCH_NAME_MAX_CHARACTERS = 60;

/** Input of `saveSearch`. */
export const saveSearchInput = z.object({ name: shortText(SEARCH_NAME_MAX_CHARACTERS), query: shortText(2_000) });
