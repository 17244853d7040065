import "server-only";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { engineAccounts, engineCredits } from "#db/schema/engine";
import { CREDITS_PER_GENERATION } from "#lib/domain/credits";
import type { EngineAccountKind } from "#lib/domain/plans";
import { ApiError } from "#lib/engine/api-error";
import { grantStartCredits } from "#lib/engine/grant-start-credits";
import { readBalance } from "#lib/engine/read-balance";

/**
 * Makes sure that a metered account can pay for one generation. Its row stays locked until the
 * transaction ends, so that two requests can't spend the same credits.
 * @throws {ApiError} INSUFFICIENT_CREDITS
 */
export async function reserveCredits(tx: Database, account: { id: string; kind: EngineAccountKind }): Promise<void> {
  await tx
    .select({ id: engineAccounts.id })
    .from(engineAccounts)
    .where(eq(engineAccounts.id, account.id))
    .for("update");
  await grantStartCredits(tx, { accountId: account.id, kind: account.kind });
  const balance = await readBalance(tx, account.id);
  if (balance < CREDITS_PER_GENERATION) {
    throw new ApiError(
      "INSUFFICIENT_CREDITS",
      `Insufficient credits: A generation costs ${CREDITS_PER_GENERATION} and this account has ${balance}`,
    );
  }
}

/** Takes the price of an accepted task. */
export async function chargeTask(tx: Database, accountId: string, taskId: string): Promise<void> {
  await tx
    .insert(engineCredits)
    .values({ id: uuidv7(), accountId, kind: "charge", credits: -CREDITS_PER_GENERATION, taskId });
}

/** Gives back what a task was charged. A second call changes nothing. */
export async function refundTask(
  tx: Database,
  task: { id: string; accountId: string; credits: number },
): Promise<void> {
  if (task.credits === 0) return;
  await tx
    .insert(engineCredits)
    .values({ id: uuidv7(), accountId: task.accountId, kind: "refund", credits: task.credits, taskId: task.id })
    .onConflictDoNothing();
}
