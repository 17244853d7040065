import { z } from "zod";
import type { ErrorCode } from "#lib/domain/app-error";
import { BOUGHT_RELATIONS } from "#lib/domain/relations";

/** What every server action answers. The browser translates `code`; nothing else of a fault leaves the server. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; requestId: string; retryAfterSeconds?: number } };

/** Most generations that one submission may hold. */
const SUBMIT_MAX = 8;

/** Text without NUL, which no database takes. */
const plainText = (maxCharacters: number) =>
  z
    .string()
    .max(maxCharacters)
    .refine((text) => !text.includes("\0"));

/**
 * Input of `submitGenerations`. Ids are UUIDv7 made by the browser: the same id twice is the same
 * generation. Mode and ratio are checked by the verb, so that a forged one gets its own sentence.
 */
export const submitInput = z.object({
  ids: z.array(z.uuid()).min(1).max(SUBMIT_MAX),
  connectionId: z.uuid(),
  prompt: plainText(100_000),
  mode: z.string().max(40),
  ratio: z.string().max(40),
  imageUrls: z.array(plainText(4_096)).max(1),
  parentId: z.uuid().nullable().default(null),
  /** How it came from its parent, and which video of that it continues. */
  relation: z.enum(BOUGHT_RELATIONS).nullish(),
  parentVideoId: z.uuid().nullish(),
});
export type SubmitInput = z.input<typeof submitInput>;
