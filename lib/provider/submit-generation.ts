import "server-only";
import { openErrorAnswer } from "#lib/contract/error";
import { type GenerateRequest, openGenerateAnswer } from "#lib/contract/generate";
import { callProvider, effectiveStatus, type ProviderTarget, plainMessage, type RawAnswer } from "#lib/provider/call";
import { type LimitHeaders, retryAfterLimit } from "#lib/provider/limit-headers";

/** What came of a paid call. Only `not-sent` and `rate-limited` may ever be sent again by themselves. */
export type SubmitOutcome =
  | { kind: "accepted"; taskId: string; limits: LimitHeaders }
  | { kind: "not-sent"; reason: string }
  | { kind: "rate-limited"; retryAt: Date; limits: LimitHeaders }
  | { kind: "rejected"; because: "request" | "token" | "credits"; message: string | null; limits: LimitHeaders }
  | { kind: "unknown"; reason: string };

/** Longest wait for the answer to a paid call; less than half of the lease in `lib/generations`. */
export const SUBMIT_TIMEOUT_MS = 25_000;

const REJECTED_REQUEST = new Set([400, 404, 405, 413, 415, 422]);

/**
 * Buys one generation: `POST /v1/generate`, once. The provider documents no idempotency key, but one is
 * sent for those who honour it.
 */
export async function submitGeneration(
  target: ProviderTarget,
  request: GenerateRequest,
  idempotencyKey: string,
  timeoutMs = SUBMIT_TIMEOUT_MS,
): Promise<SubmitOutcome> {
  const { images, ...rest } = request;
  const body = images && images.length > 0 ? { ...rest, images } : rest;
  const headers = { "idempotency-key": idempotencyKey };
  return submitOutcome(await callProvider(target, { method: "POST", path: "/v1/generate", body, headers, timeoutMs }));
}

/** The outcome table of a submission. */
function submitOutcome(answer: RawAnswer, now = new Date()): SubmitOutcome {
  if (answer.kind === "not-sent") return answer;
  if (answer.kind === "lost") return { kind: "unknown", reason: answer.reason };
  const { limits } = answer;
  const accepted = openGenerateAnswer.safeParse(answer.json);
  const taskId = accepted.data?.data?.task_id;
  if (taskId) return { kind: "accepted", taskId, limits };

  const fault = openErrorAnswer.safeParse(answer.json);
  const status = effectiveStatus(answer.status, fault.data?.code);
  const message = plainMessage(fault.data?.message);
  if (status === 429) return { kind: "rate-limited", retryAt: retryAfterLimit(limits, now), limits };
  if (status === 401) return { kind: "rejected", because: "token", message, limits };
  if (status === 402) return { kind: "rejected", because: "credits", message, limits };
  if (fault.success && status === 403) return { kind: "rejected", because: "token", message, limits };
  if (fault.success && REJECTED_REQUEST.has(status)) return { kind: "rejected", because: "request", message, limits };
  return { kind: "unknown", reason: `HTTP ${answer.status}` };
}
