import "server-only";
import { randomBytes, randomInt } from "node:crypto";
import { engineTasks } from "#db/schema/engine";
import { transaction } from "#db/transaction";
import type { StrictGenerateRequest } from "#lib/contract/generate";
import { CREDITS_PER_GENERATION } from "#lib/domain/credits";
import type { Account } from "#lib/engine/account";
import { chargeTask, reserveCredits } from "#lib/engine/charge-task";
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
 * Takes an order: task, charge and wake-up call are recorded together or not at all. With an
 * idempotency key, the same order again is the same task and no second charge.
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
  const id = `task_${randomBytes(16).toString("hex")}`;
  const metered = !isUnlimited(account.kind);
  // The queue can't be started inside a transaction.
  await boss();
  await transaction(async (tx) => {
    if (metered) await reserveCredits(tx, account);
    await tx.insert(engineTasks).values({
      id,
      accountId: account.id,
      mode: request.mode,
      prompt: request.prompt,
      ratio: request.ratio,
      images: request.images,
      seed: randomInt(1, 2 ** 31),
      state: "pending",
      consumedCredits: metered ? CREDITS_PER_GENERATION : 0,
    });
    if (metered) await chargeTask(tx, account.id, id);
    if (claim) await fulfilIdempotencyClaim(tx, claim, id);
    await enqueue(tx, "render", { taskId: id });
  });
  nudge("render");
  return id;
}
