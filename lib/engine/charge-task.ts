import "server-only";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { engineAccounts, engineCredits } from "#db/schema/engine";
import { CREDITS_PER_GENERATION } from "#lib/domain/credits";
import type { Account } from "#lib/engine/account";
import { ApiError } from "#lib/engine/api-error";
import { grantStartCredits } from "#lib/engine/grant-start-credits";
import { readBalance } from "#lib/engine/read-balance";

/** A task as it is accepted. */
export interface NewTask {
  id: string;
  mode: string;
  prompt: string;
  ratio: string;
  images: string[];
  seed: number;
}

/**
 * Records a task of a metered account and takes its price. The account's row stays locked until the
 * transaction ends, so that two requests can't spend the same credits.
 * @throws {ApiError} INSUFFICIENT_CREDITS
 */
export async function recordCharged(tx: Database, account: Pick<Account, "id" | "kind">, task: NewTask): Promise<void> {
  await tx
    .select({ id: engineAccounts.id })
    .from(engineAccounts)
    .where(eq(engineAccounts.id, account.id))
    .for("update");
  if (await recordIfPaid(tx, account.id, task)) return;
  // An account from before previews cost something has not had what it starts with.
  await grantStartCredits(tx, { accountId: account.id, kind: account.kind });
  if (await recordIfPaid(tx, account.id, task)) return;
  const balance = await readBalance(tx, account.id);
  throw new ApiError(
    "INSUFFICIENT_CREDITS",
    `Insufficient credits: A generation costs ${CREDITS_PER_GENERATION} and this account has ${balance}`,
  );
}

/** Balance, task and charge in one round trip: orders are written far more often than anything else here. */
async function recordIfPaid(tx: Database, accountId: string, task: NewTask): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    with funds as (
      select coalesce(sum(credits), 0) as credits from engine_credits where account_id = ${accountId}
    ), task as (
      insert into engine_tasks (id, account_id, mode, prompt, ratio, images, seed, state, consumed_credits)
      select ${task.id}, ${accountId}::uuid, ${task.mode}, ${task.prompt}, ${task.ratio},
        ${JSON.stringify(task.images)}::jsonb, ${task.seed}::integer, 'pending', ${CREDITS_PER_GENERATION}::integer
      from funds where credits >= ${CREDITS_PER_GENERATION}
      returning id
    )
    insert into engine_credits (id, account_id, kind, credits, task_id)
    select ${uuidv7()}::uuid, ${accountId}::uuid, 'charge', ${-CREDITS_PER_GENERATION}::integer, id from task
    returning id`);
  return rows.length > 0;
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
