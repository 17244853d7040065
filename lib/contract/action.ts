import { z } from "zod";
import type { ErrorCode } from "#lib/domain/app-error";
import { BATCH_MAX_CHARACTERS, BATCH_MAX_ITEMS } from "#lib/domain/batches";
import { BOUGHT_RELATIONS } from "#lib/domain/relations";

/** What every server action answers. The browser translates `code`; nothing else of a fault leaves the server. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; requestId: string; retryAfterSeconds?: number } };

/** Text without NUL, which no database takes. */
const plainText = (maxCharacters: number) =>
  z
    .string()
    .max(maxCharacters)
    .refine((text) => !text.includes("\0"));

/** One generation of a batch, its wildcards expanded. */
const submitItem = z.object({
  /** UUIDv7 made by the browser: the same id twice is the same generation. */
  id: z.uuid(),
  prompt: plainText(100_000),
  mode: z.string().max(40),
  ratio: z.string().max(40),
  imageUrls: z.array(plainText(4_096)).max(1),
});
export type SubmitItem = z.infer<typeof submitItem>;

/**
 * Input of `submitGenerations`: a batch, which is taken whole or not at all. Mode and ratio are checked
 * by the verb, so that a forged one gets its own sentence.
 */
export const submitInput = z.object({
  connectionId: z.uuid(),
  items: z
    .array(submitItem)
    .min(1)
    .max(BATCH_MAX_ITEMS)
    .refine((items) => items.reduce((sum, { prompt }) => sum + prompt.length, 0) <= BATCH_MAX_CHARACTERS),
  parentId: z.uuid().nullable().default(null),
  /** How it came from its parent, and which video of that it continues. */
  relation: z.enum(BOUGHT_RELATIONS).nullish(),
  parentVideoId: z.uuid().nullish(),
});

/** Input of `adoptTask`: a task of the provider that a connection's token can read. */
export const adoptInput = z.object({
  connectionId: z.uuid(),
  taskId: plainText(200).trim().min(1),
  /** The generation in doubt that it is the task of; without it, it becomes a new one. */
  generationId: z.uuid().nullable().default(null),
});
