import { z } from "zod";
import { shortText } from "#lib/contract/texts";
import { LIST_NAME } from "#lib/domain/wildcard-marks";

export const PROMPT_NAME_MAX_CHARACTERS = 60;
/** Most lines of one list, and most characters of all of them: a request of the browser carries 1 MB. */
const LIST_MAX_LINES = 2_000;
const LIST_MAX_CHARACTERS = 200_000;

/** A prompt under a name. Its id is a UUIDv7 made by the browser, so that a deleted one can come back as itself. */
export const savedPrompt = z.object({
  id: z.uuid(),
  name: shortText(PROMPT_NAME_MAX_CHARACTERS),
  prompt: shortText(20_000),
});
export type SavedPrompt = z.infer<typeof savedPrompt>;

/** `GET /api/prompts/saved`: by name. */
export const savedPromptList = z.object({ items: z.array(savedPrompt) });
export type SavedPromptList = z.infer<typeof savedPromptList>;

/** Phrases of which `__name__` in a prompt takes one. */
export const wildcardList = z.object({
  id: z.uuid(),
  name: shortText(PROMPT_NAME_MAX_CHARACTERS).regex(LIST_NAME),
  lines: z
    .array(shortText(5_000))
    .max(LIST_MAX_LINES)
    .refine((lines) => lines.reduce((sum, line) => sum + line.length, 0) <= LIST_MAX_CHARACTERS),
});
export type WildcardList = z.infer<typeof wildcardList>;

/** `GET /api/prompts/lists`: by name. */
export const wildcardListList = z.object({ items: z.array(wildcardList) });
export type WildcardListList = z.infer<typeof wildcardListList>;

/** `GET /api/prompts/history`: own prompts, the latest first, each once. */
export const promptHistory = z.object({ prompts: z.array(z.string()) });
export type PromptHistory = z.infer<typeof promptHistory>;

export const CONFIRM_ABOVE_MAX_CREDITS = 1_000_000;
