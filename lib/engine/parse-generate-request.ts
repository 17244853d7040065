import "server-only";
import type { z } from "zod";
import { type StrictGenerateRequest, strictGenerateRequest } from "#lib/contract/generate";
import { ApiError } from "#lib/engine/api-error";

/**
 * A checked request, or its first fault in the page's words, for example
 * `Invalid request: The prompt parameter is required`.
 * @throws {ApiError} INVALID_REQUEST
 */
export function parseGenerateRequest(body: unknown): StrictGenerateRequest {
  const result = strictGenerateRequest.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ApiError("INVALID_REQUEST", `Invalid request: ${issue ? sentence(issue) : "The body is not valid"}`);
}

function sentence(issue: z.core.$ZodIssue): string {
  const [parameter] = issue.path;
  if (parameter === undefined) return "The body must be a JSON object";
  return `The ${String(parameter)} parameter ${fault(issue)}`;
}

function fault(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is required";
      return issue.expected === "array" ? "must be a list of URLs" : `must be a ${issue.expected}`;
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "too_big":
      return `must have at most ${issue.maximum} item`;
    default:
      return issue.message;
  }
}
