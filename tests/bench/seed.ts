import { randomBytes, randomInt } from "node:crypto";
import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import { useDatabase } from "#db/client";
import type { Handle } from "#db/connect";
import { migrate } from "#db/migrate";
import { engineAccounts, engineCredits, engineKeys, engineOutputs, engineTasks } from "#db/schema/engine";
import { makeKeySecret } from "#lib/engine/key-secret";

/** So many that no account comes near its limit of 5,000 requests a minute. */
const ACCOUNTS = 100;
const CREDITS = 1_000_000;

export interface SeededAccount {
  accountId: string;
  key: string;
  /** A completed task with two outputs, and one that is never finished. */
  taskIds: [string, string];
}

const newTaskId = () => `task_${randomBytes(16).toString("hex")}`;

/** Fills an empty database with accounts that each have a key, credits and two tasks. */
export async function seed(handle: Handle): Promise<SeededAccount[]> {
  useDatabase(handle);
  await migrate(handle);
  const accounts = Array.from({ length: ACCOUNTS }, () => ({ id: uuidv7(), secret: makeKeySecret() }));
  const seeded = accounts.map(
    ({ id, secret }): SeededAccount => ({
      accountId: id,
      key: secret.key,
      taskIds: [newTaskId(), newTaskId()],
    }),
  );
  const { db } = handle;
  await db
    .insert(engineAccounts)
    .values(accounts.map(({ id }) => ({ id, ownerRef: uuidv4(), kind: "api" as const, plan: "enterprise" as const })));
  await db.insert(engineKeys).values(
    accounts.map(({ id, secret: { hash, prefix } }) => ({
      id: uuidv7(),
      accountId: id,
      name: "Bench",
      hash,
      prefix,
    })),
  );
  await db
    .insert(engineCredits)
    .values(accounts.map(({ id }) => ({ id: uuidv7(), accountId: id, kind: "start" as const, credits: CREDITS })));
  const task = { mode: "normal", prompt: "a paper boat on a golden sea", ratio: "3:2", images: [], seed: 7 } as const;
  await db.insert(engineTasks).values(
    seeded.flatMap(({ accountId, taskIds: [completed, open] }) => [
      { ...task, images: [], id: completed, accountId, state: "completed" as const, consumedCredits: 40 },
      // Without a lease nobody takes it for a render that died.
      { ...task, images: [], id: open, accountId, state: "processing" as const, consumedCredits: 40 },
    ]),
  );
  const expiresAt = new Date(Date.now() + 86_400_000);
  await db.insert(engineOutputs).values(
    seeded.flatMap(({ taskIds: [taskId] }) =>
      [1, 2].map((number) => {
        const id = randomBytes(24).toString("base64url");
        return { id, taskId, number, fileName: `${id}.mp4`, sizeBytes: 1, width: 720, height: 480, expiresAt };
      }),
    ),
  );
  return seeded;
}

/**
 * A ledger transaction by hand, straight to the driver and with no HTTP, no key, no limit and no queue:
 * BEGIN, lock the account, read its balance, write the task, write its charge, COMMIT. It is the least
 * that taking an order and its price safely comes to, a round trip a statement as any program would write
 * it, by as many callers and over as many connections as the app has, with the same durability.
 */
export function ledgerTransaction({ driver }: Handle, accounts: readonly SeededAccount[]): () => Promise<void> {
  const steps = (accountId: string): [text: string, values: unknown[]][] => {
    const taskId = newTaskId();
    return [
      ["select id from engine_accounts where id = $1 for update", [accountId]],
      ["select sum(credits) from engine_credits where account_id = $1", [accountId]],
      [
        `insert into engine_tasks (id, account_id, mode, prompt, ratio, images, seed, state, consumed_credits)
         values ($1, $2, 'normal', 'a paper boat on a golden sea', '3:2', '[]', $3, 'failed', 40)`,
        [taskId, accountId, randomInt(1, 2 ** 31)],
      ],
      [
        "insert into engine_credits (id, account_id, kind, credits, task_id) values ($1, $2, 'charge', -40, $3)",
        [uuidv7(), accountId, taskId],
      ],
    ];
  };
  let turn = 0;
  return async () => {
    const account = accounts[turn++ % accounts.length];
    if (!account) throw new Error("There are no accounts");
    if (driver.kind === "pglite") {
      await driver.client.transaction(async (tx) => {
        for (const [text, values] of steps(account.accountId)) await tx.query(text, values);
      });
      return;
    }
    const client = await driver.pool.connect();
    try {
      await client.query("begin");
      for (const [text, values] of steps(account.accountId)) await client.query(text, values);
      await client.query("commit");
    } finally {
      client.release();
    }
  };
}
