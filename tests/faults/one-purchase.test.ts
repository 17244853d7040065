import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabase, database, databaseHandle, useDatabase } from "#db/client";
import { connectPostgres } from "#db/connect";
import { migrate } from "#db/migrate";
import { generations, videos } from "#db/schema/generations";
import { ledgerEntries } from "#db/schema/ledger";
import { connections } from "#db/schema/users";
import { saveToken } from "#lib/connections/save-token";
import { dispatchGeneration, reapAbandonedSubmissions, recoverAccepted } from "#lib/generations/dispatch-generation";
import { submitGenerations } from "#lib/generations/submit-generations";
import { syncGeneration } from "#lib/generations/sync-generation";
import { boss, stopBoss } from "#lib/queue/boss";
import { newAccount } from "#tests/support/accounts";
import { type LastWord, useMortalProcess } from "#tests/support/mortal-process";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { submissionFor } from "#tests/support/submission";
import { freshPostgres } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});

const LONG_AGO = new Date(0);

describe("a crash between any two statements", () => {
  let simulator: ProviderSimulator;
  let url: string;
  let userId: string;
  let connectionId: string;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
    provider.baseUrl = simulator.baseUrl;
    url = await freshPostgres();
    useDatabase(connectPostgres(url));
    await migrate(await databaseHandle());
    await boss();
    ({ userId } = await newAccount());
    connectionId = (await saveToken(userId, "test-token-1234")).id;
    await closeDatabase();
  });
  afterAll(async () => {
    await stopBoss(1_000);
    await simulator.stop();
  });

  const submit = (id: string) => submitGenerations(userId, submissionFor(connectionId, [id]));
  const ordersOf = (id: string) => simulator.orders.filter(({ idempotencyKey }) => idempotencyKey === id);
  const rowOf = async (id: string) => {
    const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
    return row;
  };
  const heldAndSpent = async (id: string) => {
    const entries = await (await database()).select().from(ledgerEntries).where(eq(ledgerEntries.generationId, id));
    const sum = (of: "heldDelta" | "spentDelta") => entries.reduce((total, entry) => total + entry[of], 0);
    return { held: sum("heldDelta"), spent: sum("spentDelta") };
  };

  /** Another process takes over, once the dead one's claims have run out; then everybody clicks again. */
  const comeBack = async (id: string) => {
    useDatabase(connectPostgres(url));
    const db = await database();
    await db.update(connections).set({ pace: null, notBefore: null }).where(eq(connections.id, connectionId));
    await db.update(generations).set({ leaseExpiresAt: LONG_AGO }).where(eq(generations.state, "submitting"));
    await recoverAccepted(0);
    await reapAbandonedSubmissions();
    await Promise.all([submit(id), submit(id)]);
    await dispatchGeneration(id);
  };

  /** Runs `work` in a process that dies at each of its statements in turn; returns how many those are. */
  const dieAtEach = async (
    lastWord: LastWord,
    work: (id: string) => Promise<unknown>,
    look: (id: string) => Promise<void>,
    prepare?: (id: string) => Promise<void>,
  ) => {
    for (let diesAt = 1; ; diesAt += 1) {
      const id = uuidv7();
      await prepare?.(id);
      const mortal = useMortalProcess(url, diesAt, lastWord);
      const outcome = await Promise.race([mortal.died.then(() => "died"), work(id).then(() => "finished")]);
      if (outcome === "finished") {
        await closeDatabase();
        return diesAt - 1;
      }
      mortal.bury();
      await comeBack(id);
      await look(id);
      await closeDatabase();
    }
  };

  it.each(["unsaid", "heard"] as const)("never makes a second purchase: the last statement is %s", async (lastWord) => {
    const ends = new Map<string, number>();
    const statements = await dieAtEach(lastWord, submit, async (id) => {
      const row = await rowOf(id);
      const orders = ordersOf(id);
      expect(orders.length).toBeLessThanOrEqual(1);
      expect(["waiting", "unknown"]).toContain(row?.state);
      expect(row?.providerTaskId).toBe(row?.state === "waiting" ? orders[0]?.taskId : null);
      expect(await heldAndSpent(id)).toEqual({ held: 40, spent: 0 });
      const end = `${orders.length} bought, ${row?.state}`;
      ends.set(end, (ends.get(end) ?? 0) + 1);
    });
    console.log(`submission: ${statements} statements, each the last one (${lastWord}):`, Object.fromEntries(ends));
    expect(statements).toBeGreaterThan(20);
    // A task id that was answered is never lost, so only the moment between claim and answer leaves a doubt.
    expect(ends.get("1 bought, waiting")).toBeGreaterThan(statements - 3);
  });

  it.each(["unsaid", "heard"] as const)(
    "loses no result and bills it once: the last statement is %s",
    async (lastWord) => {
      simulator.onStatus(() => ({}));
      const statements = await dieAtEach(
        lastWord,
        (id) => syncGeneration(id),
        async (id) => {
          await syncGeneration(id);
          expect((await rowOf(id))?.state).toBe("succeeded");
          expect(await heldAndSpent(id)).toEqual({ held: 0, spent: 40 });
          const outputs = await (await database()).select().from(videos).where(eq(videos.generationId, id));
          expect(outputs).toHaveLength(1);
          expect(ordersOf(id)).toHaveLength(1);
        },
        async (id) => {
          useDatabase(connectPostgres(url));
          await comeBack(id);
          await closeDatabase();
        },
      );
      console.log(`status read: ${statements} statements, each the last one (${lastWord}): one bill, one video each`);
      expect(statements).toBeGreaterThan(10);
    },
  );
});
