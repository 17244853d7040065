import { z } from "zod";
import { looseCode, looseText } from "#lib/contract/loose";
import { MODES } from "#lib/domain/modes";
import { PROMPT_MAX_CHARACTERS, promptLength } from "#lib/domain/prompts";
import { RATIOS } from "#lib/domain/ratios";

const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http(s) URL" });

/** PostgreSQL stores no NUL character in a text, and no half of a surrogate pair. */
const hasNul = (text: string) => text.includes("\0");
const isUnicode = (text: string) => text.isWellFormed();

/** What the built-in engine and our own forms accept. Unknown fields are ignored. */
export const strictGenerateRequest = z.object({
  mode: z.enum(MODES).default("normal"),
  prompt: z
    .string()
    .refine((prompt) => prompt.trim().length > 0, { error: "is required" })
    .refine((prompt) => promptLength(prompt) <= PROMPT_MAX_CHARACTERS, {
      error: `must be at most ${PROMPT_MAX_CHARACTERS} characters`,
    })
    .refine((prompt) => !hasNul(prompt), { error: "must not contain NUL characters" })
    .refine(isUnicode, { error: "must be valid Unicode" })
    .meta({ minLength: 1, maxLength: PROMPT_MAX_CHARACTERS }),
  ratio: z.enum(RATIOS).default("1:1"),
  images: z
    .array(httpUrl.refine((url) => !hasNul(url) && isUnicode(url), { error: "must be an http(s) URL" }))
    .max(1)
    .default([]),
});
export type StrictGenerateRequest = z.infer<typeof strictGenerateRequest>;

/** The answer of `POST /v1/generate` as the API page documents it, and as the built-in engine gives it. */
export const generateAnswer = z.object({
  code: z.literal(200),
  message: z.literal("success"),
  data: z.object({ task_id: z.string() }),
});

/** What we send: whatever the user chose. Whether it is allowed is the provider's to say. */
export interface GenerateRequest {
  mode: string;
  prompt: string;
  ratio: string;
  images?: string[];
}

const taskId = z.union([looseText, z.number().transform(String)]).pipe(z.string().min(1).max(500));

/** What a provider may answer: only a task id counts, whatever the code says. */
export const openGenerateAnswer = z.object({
  code: looseCode,
  message: looseText.optional().catch(undefined),
  data: z.object({ task_id: taskId }).optional().catch(undefined),
});
