import { z } from "zod";

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

const text = (maxCharacters: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxCharacters)
    .refine((value) => !value.includes("\0"));

export const SEARCH_NAME_MAX_CHARACTERS = 60;

/** Input of `saveSearch`. */
export const saveSearchInput = z.object({ name: text(SEARCH_NAME_MAX_CHARACTERS), query: text(2_000) });
