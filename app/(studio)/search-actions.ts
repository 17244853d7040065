"use server";

import { z } from "zod";
import { saveSearchInput } from "#lib/contract/saved-search";
import { removeSearch, saveSearch } from "#lib/generations/saved-searches";
import { action } from "#lib/http/action";

export const saveSearchAction = action("saveSearchAction", saveSearchInput, (input, { user }) =>
  saveSearch(user.id, input),
);

export const removeSearchAction = action(
  "removeSearchAction",
  z.object({ searchId: z.uuid() }),
  ({ searchId }, { user }) => removeSearch(user.id, searchId),
);
