import "server-only";
import { randomBytes, randomInt } from "node:crypto";
import { engineTasks } from "#db/schema/engine";
import { transaction } from "#db/transaction";
import type { StrictGenerateRequest } from "#lib/contract/generate";
import type { Account } from "#lib/engine/account";
import { recordCharged } from "#lib/engine/charge-task";
import {
  claimIdempotencyKey,
  fulfilIdempotencyClaim,
  type IdempotencyClaim,
  releaseIdempotencyClaim,
} from "#lib/engine/claim-idempotency-key";
import { isUnlimited } from "#lib/engine/grant-start-credits";
import { boss } from "#lib/queue/boss";
import { enqueue, nudge } from "#lib/queue/enqueue";

/**
 * Takes an order: task, charge and wake-up call are recorded together or not at all. With an idempotency key, the same order again is the same task and no second charge.
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
  // The queue can't be started inside a transaction.
  await boss();
  await transaction(async (tx) => {
    if (isUnlimited(account.kind)) {
      await tx.insert(engineTasks).values({ ...task, accountId: account.id, state: "pending", consumedCredits: 0 });
    } else {
      await recordCharged(tx, account, task);
    }
    if (claim) await fulfilIdempotencyClaim(tx, claim, task.id);
    await enqueue(tx, "render", { taskId: task.id });
  });
  nudge("render");
  return task.id;
}
