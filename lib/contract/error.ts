import { z } from "zod";
import { looseCode, looseText } from "#lib/contract/loose";

/** HTTP status of each error code that the built-in engine answers. */
export const ENGINE_ERROR_STATUS = {
  INVALID_REQUEST: 400,
  UNAUTHORIZED: 401,
  INSUFFICIENT_CREDITS: 402,
  FORBIDDEN: 403,
  TASK_NOT_FOUND: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  IDEMPOTENCY_CONFLICT: 409,
  EXPIRED: 410,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
} as const;
export type EngineErrorCode = keyof typeof ENGINE_ERROR_STATUS;

/** The error body of the API page; `code` is the HTTP status. */
export const errorAnswer = z.object({ code: z.int(), message: z.string(), error: z.string() });
export type ErrorAnswer = z.infer<typeof errorAnswer>;

/** An error body as some provider may write it. */
export const openErrorAnswer = z.object({
  code: looseCode,
  message: looseText.optional().catch(undefined),
  error: looseText.optional().catch(undefined),
});
