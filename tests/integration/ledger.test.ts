import { utimes } from "node:fs/promises";
import path from "node:path";
import { and, asc, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { ledgerEntries } from "#db/schema/ledger";
import { connections } from "#db/schema/users";
import { resumeConnection } from "#lib/connections/resume-connection";
import { saveToken } from "#lib/connections/save-token";
import { AppError } from "#lib/domain/app-error";
import { statesBefore } from "#lib/domain/generation-state";
import { newPace } from "#lib/domain/pacing";
import { env } from "#lib/env";
import { noteAccepted } from "#lib/generations/accepted-notes";
import { cancelGeneration } from "#lib/generations/cancel-generation";
import { deleteConnection } from "#lib/generations/delete-connection";
import { dismissGeneration } from "#lib/generations/dismiss-generation";
import { dispatchGeneration, reapAbandonedSubmissions, recoverAccepted } from "#lib/generations/dispatch-generation";
import { resolveDoubt } from "#lib/generations/resolve-doubt";
import { sendAgain } from "#lib/generations/send-again";
import { submitGenerations } from "#lib/generations/submit-generations";
import { syncGeneration } from "#lib/generations/sync-generation";
import { takeTurn } from "#lib/generations/turns";
import { checkLedger } from "#lib/ledger/check-ledger";
import { usageOf } from "#lib/ledger/usage";
import { newAccount } from "#tests/support/accounts";
import { completed, type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { describeOnBothDatabases } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});

/** How many histories are tried on each database; `LEDGER_HISTORIES=1000` for a long look. */
const HISTORIES = Number(process.env.LEDGER_HISTORIES ?? 8);
const STEPS_MAX = 40;
const NOBODY_LISTENS = "http://127.0.0.1:9";

/** What a provider answers to a submission. */
const SUBMISSIONS = {
  accepts: {},
  refuses: { status: 400, json: { code: 400, message: "Invalid request" } },
  "wants a token": { status: 401, json: { code: 401, message: "no" } },
  "wants money": { status: 402, json: { code: 402, message: "no" } },
  "wants time": { status: 429, json: { code: 429, message: "slow down" } },
  breaks: { status: 500, json: { code: 500, message: "oops" } },
  hangsUp: { reset: true },
} as const;

const failure = (consumed_credits?: number) => ({
  json: { code: 200, data: { task_id: "t", status: "failed", error_message: "no", consumed_credits } },
});
/** What it answers to a status read. */
const READS = {
  running: { json: { code: 200, data: { task_id: "t", status: "processing" } } },
  done: { json: completed("t", ["https://a.example/1.mp4"]) },
  "done for less": { json: completed("t", ["https://a.example/1.mp4"], 35) },
  "done for more": { json: completed("t", ["https://a.example/1.mp4"], 55) },
  "done for nothing": { json: completed("t", ["https://a.example/1.mp4"], 0) },
  "done, without a bill": { json: completed("t", ["https://a.example/1.mp4"], null) },
  "done, with nothing to show": { json: completed("t", [], null) },
  "failed, given back": failure(0),
  "failed, charged": failure(40),
  "failed, without a bill": failure(),
  "not known": { status: 404, json: { code: 404, message: "no such task" } },
  breaks: { status: 502, html: "<html></html>" },
  "wants time": { status: 429, json: { code: 429, message: "slow down" } },
  "wants a token": { status: 401, json: { code: 401, message: "no" } },
} as const;

const submission = fc.constantFrom(...(Object.keys(SUBMISSIONS) as (keyof typeof SUBMISSIONS)[]));
const read = fc.constantFrom(...(Object.keys(READS) as (keyof typeof READS)[]));
/** Which of the generations there are, from the first one on and round again. */
const which = fc.nat({ max: 30 });

const oneThing = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("submit"), count: fc.integer({ min: 1, max: 3 }), submission }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("dispatch"), which, submission }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("read"), which, read }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("die while sending"), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("late task id"), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel"), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("dismiss"), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("send again"), which, submission }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("resolve doubt"), which, charged: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("a week passes") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("resume") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cannot be reached"), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete connection") }) },
);
type Thing = typeof oneThing extends fc.Arbitrary<infer T> ? T : never;

/** One thing, or two at the same time. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(oneThing) },
  { weight: 1, arbitrary: fc.tuple(oneThing, oneThing) },
);

/** Ways on which a bill was lost once, or could be: a task id that comes after its hold had ended. */
const HARD_ONES: [Thing[][]][] = [
  { do: "dismiss", which: 0 } as const,
  { do: "send again", which: 0, submission: "accepts" } as const,
].flatMap((end): [Thing[][]][] =>
  (["failed, without a bill", "done, without a bill", "failed, given back"] as const).map((bill): [Thing[][]] => [
    [
      [{ do: "submit", count: 1, submission: "breaks" }],
      [end],
      [{ do: "late task id", which: 0 }],
      [{ do: "read", which: 0, read: bill }],
      [
        { do: "resolve doubt", which: 0, charged: false },
        { do: "resolve doubt", which: 0, charged: true },
      ],
    ],
  ]),
);

describeOnBothDatabases("the ledger", () => {
  let simulator: ProviderSimulator;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
    provider.baseUrl = simulator.baseUrl;
  });
  afterAll(() => simulator.stop());

  const rowsOf = async (userId: string) => {
    const db = await database();
    return db.select().from(generations).where(eq(generations.userId, userId)).orderBy(asc(generations.id));
  };

  const submitFor = async (userId: string, count = 1) => {
    const { id: connectionId } = await saveToken(userId, "test-token-1234");
    const wish = { prompt: "a red fox", mode: "fun", ratio: "3:2", imageUrls: [] };
    const items = Array.from({ length: count }, () => ({ id: uuidv7(), ...wish }));
    await submitGenerations(userId, { connectionId, items, parentId: null });
    return items.map(({ id }) => id);
  };

  /** Does one thing by the verb that does it in earnest; what it refuses with a reason is refused. */
  const perform = async (userId: string, thing: Thing): Promise<void> => {
    const db = await database();
    const rows = await rowsOf(userId);
    const row = "which" in thing ? rows[thing.which % Math.max(rows.length, 1)] : undefined;
    if ("which" in thing && !row) return;
    const id = row?.id ?? "";
    if ("submission" in thing) simulator.nextSubmissions.splice(0, 1, SUBMISSIONS[thing.submission]);
    if ("read" in thing) simulator.onStatus(() => READS[thing.read]);
    switch (thing.do) {
      case "submit":
        await submitFor(userId, "count" in thing ? thing.count : 1);
        return;
      case "dispatch":
        return dispatchGeneration(id);
      case "read":
        return syncGeneration(id);
      case "die while sending":
        if (row) await takeTurn(row.connectionId, id);
        await db
          .update(generations)
          .set({ leaseExpiresAt: sql`now() - interval '1 second'` })
          .where(and(eq(generations.userId, userId), eq(generations.state, "submitting")));
        await reapAbandonedSubmissions();
        return;
      case "late task id": {
        if (!row?.connectionVersionId || !statesBefore("waiting").includes(row.state)) return;
        await noteAccepted(id, `task_late_${uuidv7()}`);
        const longAgo = new Date(Date.now() - 600_000);
        await utimes(path.join(env().DATA_DIR, "accepted", `${id}.json`), longAgo, longAgo);
        await recoverAccepted();
        return;
      }
      case "cancel":
        await cancelGeneration(userId, id);
        return;
      case "dismiss":
        await dismissGeneration(userId, id);
        return;
      case "send again":
        await sendAgain(userId, id, uuidv7());
        return;
      case "resolve doubt":
        await resolveDoubt(userId, id, "charged" in thing && thing.charged);
        return;
      case "a week passes":
        await db
          .update(generations)
          .set({ unknownTaskSince: sql`${generations.unknownTaskSince} - interval '8 days'` })
          .where(eq(generations.userId, userId));
        return;
      case "resume":
        for (const connectionId of new Set(rows.map((generation) => generation.connectionId))) {
          await resumeConnection(userId, connectionId);
        }
        return;
      case "cannot be reached":
        provider.baseUrl = NOBODY_LISTENS;
        try {
          await submitFor(userId);
        } finally {
          provider.baseUrl = simulator.baseUrl;
          await saveToken(userId, "test-token-1234");
        }
        return;
      case "delete connection":
        for (const connectionId of new Set(rows.map((generation) => generation.connectionId))) {
          await deleteConnection(userId, connectionId).catch(unlessRefused);
        }
    }
  };

  /** Lets the next request leave at once: how fast a connection may ask is not what is tried here. */
  const hurry = async (userId: string) => {
    const db = await database();
    const pace = { ...newPace(Date.now()), limit: 1_000_000 };
    await db.update(connections).set({ pace, notBefore: null }).where(eq(connections.userId, userId));
  };

  const expectBalance = async (userId: string) => {
    const report = await checkLedger(await database());
    const mine = (wrong: { userId: string }) => wrong.userId === userId;
    expect(report.wrongGenerations.filter(mine)).toEqual([]);
    expect(report.wrongAccounts.filter(mine)).toEqual([]);
    // What a person is told comes from the same entries, counted by another statement.
    const rows = await rowsOf(userId);
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
    const isDoubtful = (row: (typeof rows)[number]) => row.state === "unknown" || row.creditCertainty === "in_doubt";
    const isOpen = (row: (typeof rows)[number]) => row.consumedCredits === null;
    expect(await usageOf(userId)).toMatchObject({
      inDoubtCredits: sum((row) => (isDoubtful(row) ? row.priceCredits : 0)),
      heldCredits: sum((row) => (isOpen(row) && !isDoubtful(row) ? row.priceCredits : 0)),
      spentCredits: sum((row) => row.consumedCredits ?? 0),
    });
  };

  it(
    "balances after every step of any history",
    async () => {
      let steps = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: STEPS_MAX }), async (history) => {
          simulator.orders.length = 0;
          const { userId } = await newAccount();
          for (const things of history) {
            await hurry(userId);
            await Promise.all(things.map((thing) => perform(userId, thing).catch(unlessRefused)));
            await expectBalance(userId);
            steps += 1;
          }
          const keys = simulator.orders.map(({ idempotencyKey }) => idempotencyKey);
          expect(new Set(keys).size).toBe(keys.length);
        }),
        { numRuns: HISTORIES + HARD_ONES.length, examples: HARD_ONES },
      );
      expect(steps).toBeGreaterThan(HISTORIES * 5 - 1);
    },
    Math.max(60_000, HISTORIES * 5_000),
  );

  it("names the generation and the account where it does not balance", async () => {
    simulator.nextSubmissions.length = 0;
    const { userId } = await newAccount();
    const [id = ""] = await submitFor(userId);
    const db = await database();
    const entry = { id: uuidv7(), userId, generationId: id, kind: "adjust", heldDelta: 0, spentDelta: 7 } as const;
    await db.insert(ledgerEntries).values(entry);
    const wrong = await checkLedger(db);
    expect(wrong.wrongAccounts).toEqual([
      { userId, ledger: { held: 40, inDoubt: 0, spent: 7 }, said: { held: 40, inDoubt: 0, spent: 0 } },
    ]);
    expect(wrong.wrongGenerations).toMatchObject([
      { generationId: id, userId, state: "waiting", saidHeld: 40, saidSpent: 0, ledgerHeld: 40, ledgerSpent: 7 },
    ]);

    await db.insert(ledgerEntries).values({ ...entry, id: uuidv7(), number: 2, spentDelta: -7 });
    expect((await checkLedger(db)).wrongGenerations).toEqual([]);
    // One that has ended must say what it cost.
    await db.update(generations).set({ state: "succeeded" }).where(eq(generations.id, id));
    expect((await checkLedger(db)).wrongGenerations).toMatchObject([
      { generationId: id, saidHeld: 0, saidSpent: null },
    ]);
    await db.update(generations).set({ state: "waiting" }).where(eq(generations.id, id));

    const other = await newAccount();
    const theirs = { ...entry, id: uuidv7(), userId: other.userId, number: 3, spentDelta: 0 };
    await db.insert(ledgerEntries).values(theirs);
    expect((await checkLedger(db)).wrongGenerations).toMatchObject([{ generationId: id, ofAnother: true }]);
  });
});

function unlessRefused(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}
