import "server-only";
import { randomUUID } from "node:crypto";
import { openErrorAnswer } from "#lib/contract/error";
import { AppError } from "#lib/domain/app-error";
import { callProvider, effectiveStatus, type ProviderTarget } from "#lib/provider/call";
import { retryAfterLimit } from "#lib/provider/limit-headers";

const probe = (target: ProviderTarget, timeoutMs: number) =>
  callProvider(target, { method: "GET", path: `/v1/status?task_id=${randomUUID()}`, timeoutMs });

/** Whether the provider answers at all, whatever it says; asked without spending. */
export async function isReachable(target: ProviderTarget): Promise<boolean> {
  return (await probe(target, 5_000)).kind === "answer";
}

/**
 * Tests a token without spending: a status read of a made-up task. A provider that knows the token
 * says something about the task; one that doesn't says 401.
 * @throws {AppError} TOKEN_REFUSED, PROVIDER_LIMITED, PROVIDER_UNREACHABLE, PROVIDER_UNREADABLE
 */
export async function testToken(target: ProviderTarget): Promise<void> {
  const answer = await probe(target, 15_000);
  if (answer.kind !== "answer") throw new AppError("PROVIDER_UNREACHABLE", { retryable: true, detail: answer.reason });
  const body = openErrorAnswer.safeParse(answer.json);
  const status = effectiveStatus(answer.status, body.data?.code);
  if (status === 401 || (body.success && status === 403)) throw new AppError("TOKEN_REFUSED");
  if (status === 429) {
    const waitMs = retryAfterLimit(answer.limits, new Date()).getTime() - Date.now();
    throw new AppError("PROVIDER_LIMITED", { retryable: true, retryAfterSeconds: Math.ceil(waitMs / 1_000) });
  }
  const understood = body.success && (status < 300 || status === 400 || status === 404);
  if (!understood) throw new AppError("PROVIDER_UNREADABLE", { retryable: true, detail: `HTTP ${answer.status}` });
}
