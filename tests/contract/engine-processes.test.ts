import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { sql } from "drizzle-orm";
import { v4 as uuidv4 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { database, databaseHandle, useDatabase } from "#db/client";
import { connectPostgres, type Handle } from "#db/connect";
import type { StrictGenerateRequest } from "#lib/contract/generate";
import { acceptTask } from "#lib/engine/accept-task";
import { admitCaller } from "#lib/engine/admit-caller";
import { createKey } from "#lib/engine/create-key";
import { listAccountsOf } from "#lib/engine/list-accounts";
import { revokeKey } from "#lib/engine/revoke-key";
import { setAccountDisabled } from "#lib/engine/set-account-disabled";
import { setPlan } from "#lib/engine/set-plan";
import { describeOnBothDatabases } from "#tests/support/test-database";

vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => actual.parseEnvironment({ LOG_LEVEL: "silent" }) };
});

const ORDER: StrictGenerateRequest = { mode: "normal", prompt: "a paper boat", ratio: "3:2", images: [] };

/** Another process on the same database. */
function startCaller({ driver }: Handle): ChildProcess {
  const url = driver.kind === "postgres" ? (driver.pool.options.connectionString ?? "") : "";
  return fork(path.join("tests", "support", "admit-many.ts"), {
    execArgv: ["--conditions=react-server", "--no-warnings"],
    env: { ...process.env, DATABASE_URL: url },
  });
}

/** On PostgreSQL a second handle, as another process has one; the embedded database has one process. */
describeOnBothDatabases("what one process does", (kind) => {
  let here: Handle;
  let there: Handle;

  beforeAll(async () => {
    here = await databaseHandle();
    there = here.driver.kind === "postgres" ? connectPostgres(here.driver.pool.options.connectionString ?? "") : here;
  });
  afterAll(async () => {
    useDatabase(here);
    if (there !== here) await there.close();
  });

  const newAccount = async () => {
    const owner = uuidv4();
    const made = await createKey(owner, "Test");
    const [account] = await listAccountsOf(owner);
    return { owner, keyId: made.id, authorization: `Bearer ${made.key}`, accountId: account?.id ?? "" };
  };
  /** Where a call ends up, by way of one process or the other. */
  const admitted = (by: Handle, authorization: string) => {
    useDatabase(by);
    return admitCaller(authorization);
  };

  it("counts against the same limit as all others", async () => {
    const { authorization } = await newAccount();
    const remaining: number[] = [];
    for (let call = 0; call < 100; call++) {
      const { limit } = await admitted(call % 2 === 0 ? here : there, authorization);
      expect(limit.exceeded).toBe(false);
      remaining.push(limit.remaining);
    }
    expect(remaining).toEqual(Array.from({ length: 100 }, (_, index) => 99 - index));
    for (const by of [here, there]) {
      const { limit } = await admitted(by, authorization);
      expect(limit).toMatchObject({ exceeded: true, limit: 100, remaining: 0 });
      expect(limit.resetMs).toBeGreaterThan(0);
      expect(limit.resetMs).toBeLessThanOrEqual(60_000);
    }
  });

  it("lets in no more than the limit, however many ask at once", async () => {
    const { authorization } = await newAccount();
    useDatabase(here);
    const answers = await Promise.all(Array.from({ length: 130 }, () => admitCaller(authorization)));
    expect(answers.filter(({ limit }) => !limit.exceeded)).toHaveLength(100);
    const remaining = answers.map(({ limit }) => limit.remaining).toSorted((a, b) => b - a);
    expect(remaining).toEqual(Array.from({ length: 130 }, (_, index) => Math.max(99 - index, 0)));
  });

  it.runIf(kind === "PostgreSQL")("counts each call once while other processes count the same accounts", async () => {
    useDatabase(here);
    const accounts = await Promise.all([1, 2, 3, 4, 5].map(newAccount));
    const keys = accounts.map(({ authorization }) => authorization.slice("Bearer ".length));
    const others = [keys, keys.toReversed()].map((order) => ({ order, child: startCaller(here) }));
    await Promise.all(others.map(({ child }) => once(child, "message")));
    const answers = await Promise.all(
      others.map(async ({ order, child }) => {
        child.send({ keys: order, calls: 60 * order.length });
        const [admissions] = await once(child, "message");
        return admissions as [key: string, remaining: number, exceeded: boolean][];
      }),
    );
    for (const key of keys) {
      const told = answers.flat().filter(([of]) => of === key);
      expect(told.filter(([, , exceeded]) => exceeded)).toHaveLength(20);
      const remaining = told.map(([, left]) => left).toSorted((a, b) => b - a);
      expect(remaining).toEqual(Array.from({ length: 120 }, (_, index) => Math.max(99 - index, 0)));
    }
  });

  // In memory a window ends by a timer of the library's own.
  it.runIf(kind === "PostgreSQL")("begins a new window with the first call after the last", async () => {
    const { authorization, accountId } = await newAccount();
    await Promise.all(Array.from({ length: 7 }, () => admitted(here, authorization)));
    const ended = sql`update rate_limits set expire = expire - 60000 where key = ${`engine-free:${accountId}`}`;
    expect(await (await database()).execute(ended)).toMatchObject({ rowCount: 1 });
    const answers = await Promise.all(Array.from({ length: 3 }, () => admitted(here, authorization)));
    expect(answers.map(({ limit }) => limit.remaining).toSorted()).toEqual([97, 98, 99]);
    for (const { limit } of answers) expect(limit.resetMs).toBeGreaterThan(59_000);
  });

  it("lets no stranger in among many, and gives each its own task alone", async () => {
    const mine = await newAccount();
    const other = await newAccount();
    const taskId = await acceptTask({ id: mine.accountId, kind: "api" }, ORDER);
    const unknown = `Bearer rk_${"y".repeat(43)}`;
    const answers = await Promise.allSettled([
      admitCaller(mine.authorization, taskId),
      admitCaller(unknown, taskId),
      admitCaller(other.authorization, taskId),
      admitCaller(mine.authorization),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    const accounts = answers.map((answer) => (answer.status === "fulfilled" ? answer.value.account.id : null));
    expect(accounts).toEqual([mine.accountId, null, other.accountId, mine.accountId]);
    // On the embedded database the task is looked for later.
    const tasks = answers.map((answer) => (answer.status === "fulfilled" ? answer.value.task?.accountId : undefined));
    expect(tasks).toEqual([kind === "PostgreSQL" ? mine.accountId : undefined, undefined, undefined, undefined]);
  });

  it("holds for all others at once: a plan, a ban, a revoked key", async () => {
    const { owner, keyId, accountId, authorization } = await newAccount();
    await admitted(there, authorization);
    useDatabase(here);
    await setPlan(accountId, "pro");
    expect((await admitted(there, authorization)).limit).toMatchObject({ limit: 1_000, remaining: 999 });
    useDatabase(here);
    await setAccountDisabled(accountId, true);
    expect((await admitted(there, authorization)).account.disabled).toBe(true);
    useDatabase(here);
    await revokeKey(owner, keyId);
    await expect(admitted(there, authorization)).rejects.toMatchObject({ error: "UNAUTHORIZED" });
  });
});
