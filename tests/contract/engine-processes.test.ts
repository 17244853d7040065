import { v4 as uuidv4 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { databaseHandle, useDatabase } from "#db/client";
import { connectPostgres, type Handle } from "#db/connect";
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

/** On PostgreSQL a second handle, as another process has one; the embedded database has one process. */
describeOnBothDatabases("what one process does", () => {
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
