import "server-only";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { runStatement } from "#db/statement";
import { transaction } from "#db/transaction";
import { CREDITS_PER_GENERATION } from "#lib/domain/credits";
import type { Account } from "#lib/engine/account";
import { ApiError } from "#lib/engine/api-error";
import { grantStartCredits, isUnlimited } from "#lib/engine/grant-start-credits";
import { readBalance } from "#lib/engine/read-balance";

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

const ACCEPT = {
  name: "engine_accept",
  text: "select engine_accept_task($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9) as accepted",
};

/**
 * Records a task and takes its price, where it has one: in one round trip and one commit, since orders are
 * written far more often than anything else here.
 * @throws {ApiError} INSUFFICIENT_CREDITS
 */
export async function recordTask(account: Payer, task: NewTask): Promise<void> {
  const [row] = await runStatement<{ accepted: boolean }>(ACCEPT, valuesOf(account, task));
  if (!row?.accepted) await transaction((tx) => recordTaskIn(tx, account, task));
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

async function accepted(tx: Database, account: Payer, task: NewTask): Promise<boolean> {
  const values = sql.join(
    valuesOf(account, task).map((value) => sql`${value}`),
    sql`, `,
  );
  const { rows } = await tx.execute<{ accepted: boolean }>(sql`select engine_accept_task(${values}) as accepted`);
  return rows[0]?.accepted === true;
}

/** In the order of the database's `engine_accept_task`. */
function valuesOf(account: Payer, { id, mode, prompt, ratio, images, seed }: NewTask): (string | number)[] {
  const price = isUnlimited(account.kind) ? 0 : CREDITS_PER_GENERATION;
  return [account.id, id, mode, prompt, ratio, JSON.stringify(images), seed, price, uuidv7()];
}
