import "server-only";
import { randomBytes, randomInt } from "node:crypto";
import { transaction } from "#db/transaction";
import type { StrictGenerateRequest } from "#lib/contract/generate";
import type { Account } from "#lib/engine/account";
import {
  claimIdempotencyKey,
  fulfilIdempotencyClaim,
  type IdempotencyClaim,
  releaseIdempotencyClaim,
} from "#lib/engine/claim-idempotency-key";
import { recordTask, recordTaskIn } from "#lib/engine/record-task";
import { enqueueSoon } from "#lib/queue/enqueue-soon";

/**
 * Takes an order: task and charge are recorded together or not at all. With an idempotency key, the same
 * order again is the same task and no second charge.
 * @returns the id of the task.
 * @throws {ApiError} INSUFFICIENT_CREDITS, IDEMPOTENCY_CONFLICT
 */
export async function acceptTask(
  account: Pick<Account, "id" | "kind">,
  request: StrictGenerateRequest,
  key?: string,
): Promise<string> {
  if (key === undefined) return accept(account, request);
  const held = await claimIdempotencyKey(account.id, key, request);
  if ("taskId" in held) return held.taskId;
  try {
    return await accept(account, request, held.claim);
  } catch (error) {
    await releaseIdempotencyClaim(held.claim);
    throw error;
  }
}

async function accept(
  account: Pick<Account, "id" | "kind">,
  request: StrictGenerateRequest,
  claim?: IdempotencyClaim,
): Promise<string> {
  const { mode, prompt, ratio, images } = request;
  const task = {
    id: `task_${randomBytes(16).toString("hex")}`,
    mode,
    prompt,
    ratio,
    images,
    seed: randomInt(1, 2 ** 31),
  };
  if (!claim) await recordTask(account, task);
  else {
    await transaction(async (tx) => {
      await recordTaskIn(tx, account, task);
      await fulfilIdempotencyClaim(tx, claim, task.id);
    });
  }
  enqueueSoon("render", {});
  return task.id;
}
