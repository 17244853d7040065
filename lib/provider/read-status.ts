import "server-only";
import { type OpenRequest, openStatusAnswer } from "#lib/contract/status";
import { type TaskState, taskStateOf } from "#lib/domain/provider-status";
import { callProvider, effectiveStatus, type ProviderTarget, plainMessage, type RawAnswer } from "#lib/provider/call";
import { type LimitHeaders, retryAfterLimit } from "#lib/provider/limit-headers";

/** What came of a status read. It is free: everything but `task` may simply be asked again. */
export type StatusOutcome =
  | {
      kind: "task";
      state: TaskState;
      urls: string[];
      consumedCredits: number | null;
      errorMessage: string | null;
      /** What the task was asked for, where the provider says it. */
      request?: OpenRequest;
      limits: LimitHeaders;
    }
  | { kind: "task-unknown"; limits: LimitHeaders }
  | { kind: "rate-limited"; retryAt: Date; limits: LimitHeaders }
  | { kind: "token-refused"; limits: LimitHeaders }
  | { kind: "unreachable"; reason: string }
  | { kind: "unreadable"; reason: string };

const STATUS_TIMEOUT_MS = 15_000;

/** Reads the status of one task: `GET /v1/status?task_id=`. */
export async function readStatus(
  target: ProviderTarget,
  taskId: string,
  timeoutMs = STATUS_TIMEOUT_MS,
): Promise<StatusOutcome> {
  const path = `/v1/status?task_id=${encodeURIComponent(taskId)}`;
  return statusOutcome(await callProvider(target, { method: "GET", path, timeoutMs }));
}

/** What an answer to a status read means, tolerant of everything that this family of APIs was seen to say. */
function statusOutcome(answer: RawAnswer, now = new Date()): StatusOutcome {
  if (answer.kind !== "answer") return { kind: "unreachable", reason: answer.reason };
  const { limits } = answer;
  const parsed = openStatusAnswer.safeParse(answer.json);
  const status = effectiveStatus(answer.status, parsed.data?.code);
  if (status === 429) return { kind: "rate-limited", retryAt: retryAfterLimit(limits, now), limits };
  if (status === 401) return { kind: "token-refused", limits };
  if (!parsed.success) return { kind: "unreadable", reason: `HTTP ${answer.status}` };
  if (status === 403) return { kind: "token-refused", limits };
  if (status === 404) return { kind: "task-unknown", limits };
  const task = parsed.data.data;
  if (!task || status >= 400 || (task.status === undefined && task.response.length === 0)) {
    return { kind: "unreadable", reason: `HTTP ${answer.status}, code ${parsed.data.code}` };
  }
  const errorMessage = plainMessage(task.error_message);
  const state = taskStateOf({
    status: task.status,
    hasLinks: task.response.length > 0,
    hasError: Boolean(task.error_message),
  });
  return {
    kind: "task",
    state,
    urls: task.response,
    consumedCredits: task.consumed_credits ?? null,
    errorMessage,
    request: task.request,
    limits,
  };
}
