import { z } from "zod";
import { looseCode, looseCredits, looseText } from "#lib/contract/loose";

/** Statuses that the built-in engine answers. */
export const ENGINE_STATUSES = ["pending", "processing", "completed", "failed"] as const;

/** Failure reasons that the API page names. */
export const FAILURE_REASONS = {
  fileType: "File type not supported",
  inappropriate: "Inappropriate content, please try another prompt.",
  buildFailed: "grok imagine build failed",
  network: "Network error, please try again later.",
} as const;

/** The body of `GET /v1/status` as the API page documents it, and as the built-in engine answers it. */
export const statusAnswer = z.object({
  code: z.literal(200),
  message: z.literal("success"),
  data: z.object({
    consumed_credits: z.int().min(0),
    created_at: z.iso.datetime(),
    status: z.enum(ENGINE_STATUSES),
    task_id: z.string(),
    error_message: z.string().nullable(),
    request: z.object({
      mode: z.string(),
      prompt: z.string(),
      ratio: z.string(),
      images: z.array(z.string()).optional(),
    }),
    response: z.array(z.url()),
  }),
});
export type StatusAnswer = z.infer<typeof statusAnswer>;

const link = z.union([
  looseText,
  z.object({ url: looseText }).transform((item) => item.url),
  z.object({ video_url: looseText }).transform((item) => item.video_url),
]);

/** Links in any of the shapes seen in this family of APIs, without blanks. */
const links = z
  .union([z.array(link.nullable().catch(null)), link.transform((one) => [one])])
  .nullish()
  .catch(null)
  .transform((list) => (list ?? []).filter((url): url is string => typeof url === "string" && url.trim() !== ""));

/** What was asked for, as far as it can be read. */
const openRequest = z
  .object({
    mode: looseText.optional().catch(undefined),
    prompt: looseText.optional().catch(undefined),
    ratio: looseText.optional().catch(undefined),
    images: links,
  })
  .optional()
  .catch(undefined);
export type OpenRequest = z.infer<typeof openRequest>;

/** What a provider may answer to a status read. Every field may be missing or of another type. */
export const openStatusAnswer = z.object({
  code: looseCode,
  message: looseText.optional().catch(undefined),
  data: z
    .object({
      status: looseText.optional().catch(undefined),
      consumed_credits: looseCredits,
      error_message: looseText.nullish().catch(null),
      response: links,
      request: openRequest,
    })
    .optional()
    .catch(undefined),
});
