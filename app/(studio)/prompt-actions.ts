"use server";

import { z } from "zod";
import { CONFIRM_ABOVE_MAX_CREDITS, savedPrompt, wildcardList } from "#lib/contract/prompts";
import { action } from "#lib/http/action";
import { setConfirmAbove } from "#lib/prompts/confirm-above";
import { removePrompt, savePrompt } from "#lib/prompts/saved-prompts";
import { removeWildcardList, saveWildcardList } from "#lib/prompts/wildcard-lists";

const byId = z.object({ id: z.uuid() });

export const savePromptAction = action("savePromptAction", savedPrompt, (input, { user }) =>
  savePrompt(user.id, input),
);

export const removePromptAction = action("removePromptAction", byId, ({ id }, { user }) => removePrompt(user.id, id));

export const saveWildcardListAction = action("saveWildcardListAction", wildcardList, (input, { user }) =>
  saveWildcardList(user.id, input),
);

export const removeWildcardListAction = action("removeWildcardListAction", byId, ({ id }, { user }) =>
  removeWildcardList(user.id, id),
);

export const setConfirmAboveAction = action(
  "setConfirmAboveAction",
  z.object({ credits: z.int().min(0).max(CONFIRM_ABOVE_MAX_CREDITS) }),
  ({ credits }, { user }) => setConfirmAbove(user.id, credits),
);
