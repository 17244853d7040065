import "server-only";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { transaction } from "#db/transaction";
import { CREDITS_PER_GENERATION } from "#lib/domain/credits";
import type { Account } from "#lib/engine/account";
import { ApiError } from "#lib/engine/api-error";
import { grantStartCredits, isUnlimited } from "#lib/engine/grant-start-credits";
import { readBalance } from "#lib/engine/read-balance";
import { type Order, recordTogether } from "#lib/engine/record-together";

type Payer = Pick<Account, "id" | "kind">;

/** A task as it is accepted. */
interface NewTask {
  id: string;
  mode: string;
  prompt: string;
  ratio: string;
  images: string[];
  seed: number;
}

/**
 * Records a task and takes its price, where it has one, with the other orders of the moment: in one round
 * trip and one commit, since orders are written far more often than anything else here.
 * @throws {ApiError} INSUFFICIENT_CREDITS
 */
export async function recordTask(account: Payer, task: NewTask): Promise<void> {
  if (await recordTogether(orderOf(account, task))) return;
  await transaction((tx) => recordTaskIn(tx, account, task));
}

/**
 * `recordTask` inside a transaction of the caller's.
 * @throws {ApiError} INSUFFICIENT_CREDITS
 */
export async function recordTaskIn(tx: Database, account: Payer, task: NewTask): Promise<void> {
  if (await accepted(tx, account, task)) return;
  // An account from before previews cost something has not had what it starts with.
  await grantStartCredits(tx, { accountId: account.id, kind: account.kind });
  if (await accepted(tx, account, task)) return;
  const balance = await readBalance(tx, account.id);
  throw new ApiError(
    "INSUFFICIENT_CREDITS",
    `Insufficient credits: A generation costs ${CREDITS_PER_GENERATION} and this account has ${balance}`,
  );
}

async function accepted(tx: Database, payer: Payer, newTask: NewTask): Promise<boolean> {
  const { account, task, mode, prompt, ratio, images, seed, price, charge } = orderOf(payer, newTask);
  const { rows } = await tx.execute<{ accepted: boolean }>(sql`
    select engine_accept_task(
      ${account}, ${task}, ${mode}, ${prompt}, ${ratio}, ${JSON.stringify(images)}, ${seed}, ${price}, ${charge}
    ) as accepted`);
  return rows[0]?.accepted === true;
}

function orderOf(account: Payer, { id, ...request }: NewTask): Order {
  const price = isUnlimited(account.kind) ? 0 : CREDITS_PER_GENERATION;
  return { account: account.id, task: id, ...request, price, charge: uuidv7() };
}
