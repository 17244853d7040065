import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabase, database, databaseHandle, useDatabase } from "#db/client";
import { connectPostgres } from "#db/connect";
import { migrate } from "#db/migrate";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { saveToken } from "#lib/connections/save-token";
import { DEFAULT_LIMIT } from "#lib/domain/pacing";
import { openTasksMax } from "#lib/domain/schedules";
import { sendGeneration } from "#lib/generations/dispatch-generation";
import { addGenerations } from "#lib/generations/submit-generations";
import { syncGeneration } from "#lib/generations/sync-generation";
import { type Turn, takeTurn } from "#lib/generations/turns";
import { CALLS_AT_ONCE } from "#lib/generations/work-connection";
import { retryAfterLimit } from "#lib/provider/limit-headers";
import type { StatusOutcome } from "#lib/provider/read-status";
import type { SubmitOutcome } from "#lib/provider/submit-generation";
import { boss, stopBoss } from "#lib/queue/boss";
import { newAccount } from "#tests/support/accounts";
import {
  fixedWindow,
  mostInAMinute,
  randomFrom,
  type SimulatedLimit,
  slidingWindow,
  Timeline,
  untilNext,
} from "#tests/support/simulated-limits";
import { submissionFor } from "#tests/support/submission";
import { freshPostgres } from "#tests/support/test-database";

type Call = { kind: "submission"; generationId: string } | { kind: "status"; taskId: string };
type Outcome = SubmitOutcome | StatusOutcome;

/** The wire, as far as the app can tell: a call goes in, its outcome comes when simulated time says so. */
const wire = vi.hoisted(() => ({ call: (_: Call): Promise<Outcome> => Promise.reject(new Error("nobody is there")) }));
vi.mock(import("#lib/provider/submit-generation"), async (original) => ({
  ...(await original()),
  submitGeneration: async (_target, _request, generationId) =>
    (await wire.call({ kind: "submission", generationId })) as SubmitOutcome,
}));
vi.mock(import("#lib/provider/read-status"), async (original) => ({
  ...(await original()),
  readStatus: async (_target, taskId) => (await wire.call({ kind: "status", taskId })) as StatusOutcome,
}));
// Jobs only wake workers, and here the simulation does; a note on disk costs an fsync.
vi.mock(import("#lib/queue/enqueue"), () => ({ enqueue: async () => {}, nudge: () => {} }));
vi.mock(import("#lib/generations/accepted-notes"), () => ({
  noteAccepted: async () => {},
  forgetAccepted: async () => {},
  listAccepted: async () => [],
}));

const MINUTE = 60_000;
/** Not at the beginning of a minute. Near the real time, since the job queue is in it. */
const START = Math.ceil(Date.now() / MINUTE) * MINUTE + 17_000;
/** Submitted at once, in three batches; a small one comes while they wait. */
const BATCHES = [150, 100, 50];
const LATE_BATCH = 10;
const LATE_BY = 2 * MINUTE;
const TASK_MS = 60_000;
const TURN_TAKES_MS = 3;
const LONGEST_RUN = 60 * MINUTE;

interface Account {
  userId: string;
  connectionId: string;
}

/** One connection under the real rules, in simulated time, against a limit that is enforced. */
class Simulation {
  readonly time = new Timeline(START);
  /** Requests that the provider served, of all clients. */
  readonly served: number[] = [];
  readonly refused: number[] = [];
  readonly calls: { kind: Call["kind"]; generationId: string; at: number }[] = [];
  readonly finishesAt = new Map<string, number>();
  private underWay = 0;
  private blocked = false;

  private readonly account: Account;
  private readonly limit: SimulatedLimit;
  private readonly random: () => number;

  constructor(account: Account, limit: SimulatedLimit, random: () => number) {
    this.account = account;
    this.limit = limit;
    this.random = random;
  }

  /** A second client of the same token, with so many requests a minute at random. */
  addOthers(perMinute: number): void {
    const ask = () => {
      if (!this.limit(this.time.now).limited) this.served.push(this.time.now);
      this.time.at(this.time.now + untilNext(perMinute, this.random), ask);
    };
    this.time.at(START + 1, ask);
  }

  /** Adds a batch of so many generations at an instant. */
  addBatch(prompts: number, instant: number): string[] {
    const ids = Array.from({ length: prompts }, () => uuidv7());
    this.time.at(instant, async () => {
      vi.setSystemTime(this.time.now);
      await transaction((tx) => addGenerations(tx, this.account.userId, submissionFor(this.account.connectionId, ids)));
    });
    return ids;
  }

  async run(tasks: number): Promise<void> {
    this.time.at(START, () => this.ask());
    await this.time.runUntil(START + LONGEST_RUN, () => this.ended === tasks);
  }

  private ended = 0;

  /** What `workConnection` does, but for its clock. */
  private async ask(): Promise<void> {
    if (this.underWay >= CALLS_AT_ONCE) {
      this.blocked = true;
      return;
    }
    vi.setSystemTime(this.time.now);
    const turn = await takeTurn(this.account.connectionId);
    if (turn.kind === "none") {
      const next = turn.lookAgainAt?.getTime() ?? Number.POSITIVE_INFINITY;
      this.time.at(Math.min(Math.max(next, this.time.now + 10), this.time.now + 1_000), () => this.ask());
      return;
    }
    await this.begin(turn);
    this.time.at(this.time.now + TURN_TAKES_MS, () => this.ask());
  }

  private async begin(turn: Exclude<Turn, { kind: "none" }>): Promise<void> {
    const called = Promise.withResolvers<{ call: Call; answer: (outcome: Outcome) => void }>();
    wire.call = (call) => new Promise((answer) => called.resolve({ call, answer }));
    const done = turn.kind === "submission" ? sendGeneration(turn) : syncGeneration(turn.generationId, turn.grant);
    const { call, answer } = await called.promise;
    const generationId = turn.kind === "submission" ? turn.generation.id : turn.generationId;
    this.calls.push({ kind: turn.kind, generationId, at: this.time.now });
    this.underWay += 1;
    this.time.at(this.time.now + 20 + this.random() * 300, () => {
      const outcome = this.outcomeOf(call);
      this.time.at(this.time.now + 50 + this.random() * 1_000, async () => {
        vi.setSystemTime(this.time.now);
        answer(outcome);
        await done;
        if (outcome.kind === "task" && outcome.state === "succeeded") this.ended += 1;
        this.underWay -= 1;
        if (!this.blocked) return;
        this.blocked = false;
        this.time.at(this.time.now, () => this.ask());
      });
    });
  }

  private outcomeOf(call: Call): Outcome {
    const { now } = this.time;
    const { limited, remaining, resetAt } = this.limit(now);
    const limits = { limit: null, remaining, resetAt: new Date(resetAt), retryAt: null };
    if (limited) {
      this.refused.push(now);
      return { kind: "rate-limited", retryAt: retryAfterLimit(limits, new Date(now)), limits };
    }
    this.served.push(now);
    if (call.kind === "submission") {
      const taskId = `task_${call.generationId}`;
      this.finishesAt.set(taskId, now + TASK_MS * (0.7 + 0.6 * this.random()));
      return { kind: "accepted", taskId, limits };
    }
    const finished = (this.finishesAt.get(call.taskId) ?? 0) <= now;
    const urls = finished ? ["https://provider.example/1.mp4"] : [];
    const state = finished ? "succeeded" : "running";
    return { kind: "task", state, urls, consumedCredits: 40, errorMessage: null, limits };
  }
}

const PROVIDERS: [name: string, limit: () => SimulatedLimit, others: number][] = [
  ["a fixed window", () => fixedWindow(DEFAULT_LIMIT), 0],
  ["a sliding window", () => slidingWindow(DEFAULT_LIMIT, "oldest leaves"), 0],
  ["a fixed window and a second client", () => fixedWindow(DEFAULT_LIMIT), 30],
  ["a sliding window and a second client", () => slidingWindow(DEFAULT_LIMIT, "oldest leaves"), 30],
];

describe("300 prompts at once against 100 requests a minute", () => {
  let account: Account;

  beforeAll(async () => {
    useDatabase(connectPostgres(await freshPostgres()));
    await migrate(await databaseHandle());
    await boss();
  });
  afterAll(async () => {
    await stopBoss(1_000);
    await closeDatabase();
  });
  afterEach(() => vi.useRealTimers());

  it.each(PROVIDERS)(
    "with %s",
    async (name, limit, others) => {
      const { userId } = await newAccount();
      account = { userId, connectionId: (await saveToken(userId, "test-token-1234")).id };
      vi.useFakeTimers({ toFake: ["Date"], now: START });
      const simulation = new Simulation(account, limit(), randomFrom(7));
      if (others > 0) simulation.addOthers(others);
      const batches = BATCHES.map((prompts) => simulation.addBatch(prompts, START));
      const late = simulation.addBatch(LATE_BATCH, START + LATE_BY);
      const tasks = [...batches, late].flat().length;
      await simulation.run(tasks);

      const rows = await (await database()).select().from(generations).where(eq(generations.userId, userId));
      expect(rows.filter(({ state }) => state === "succeeded")).toHaveLength(tasks);
      const delays = rows.map(
        (row) =>
          (row.finishedAt?.getTime() ?? Number.POSITIVE_INFINITY) -
          (simulation.finishesAt.get(row.providerTaskId ?? "") ?? 0),
      );
      const submissions = simulation.calls.filter(({ kind }) => kind === "submission");
      const lastAt = submissions.at(-1)?.at ?? START;
      const minutes = (lastAt - START) / MINUTE;
      const servedShare = simulation.served.filter((at) => at <= lastAt).length / (DEFAULT_LIMIT * minutes);
      const opening = simulation.calls.slice(0, openTasksMax(0.94 * DEFAULT_LIMIT));
      const openingReads = opening.filter(({ kind }) => kind === "status").length / opening.length;
      const lateSet = new Set(late);
      const lateCalls = submissions.filter(({ generationId }) => lateSet.has(generationId));
      const lastLateAt = lateCalls.at(-1)?.at ?? Number.POSITIVE_INFINITY;
      const overtaken = submissions.filter(
        ({ at, generationId }) => !lateSet.has(generationId) && at > START + LATE_BY && at < lastLateAt,
      );
      const figures = {
        refusedInAMinute: mostInAMinute(simulation.refused),
        refused: simulation.refused.length,
        usedOfLimit: round(servedShare),
        longestUnnoticedSeconds: round(Math.max(...delays) / 1_000),
        medianUnnoticedSeconds: round((delays.toSorted((a, b) => a - b)[delays.length >> 1] ?? 0) / 1_000),
        minutesUntilAllSent: round(minutes),
        readsAmongTheFirst: round(openingReads),
        othersBeforeALateBatchOfTen: overtaken.length,
        mostAhead: mostAhead(
          submissions.map(({ generationId }) => batches.findIndex((ids) => ids.includes(generationId))),
          BATCHES.length,
          120,
        ),
        requests: simulation.calls.length,
      };
      console.log(`${name}:`, figures);
      expect(figures.refusedInAMinute).toBeLessThanOrEqual(1);
      expect(figures.usedOfLimit).toBeGreaterThanOrEqual(0.9);
      expect(figures.longestUnnoticedSeconds).toBeLessThanOrEqual(30);
      // Three of twenty requests go to reads in any case; the rest of the opening is for new tasks.
      expect(figures.readsAmongTheFirst).toBeLessThanOrEqual(0.2);
      // Three older batches take turns with it.
      expect(figures.othersBeforeALateBatchOfTen).toBeLessThanOrEqual(3 * LATE_BATCH + 3);
      expect(figures.mostAhead).toBeLessThanOrEqual(1);
    },
    400_000,
  );
});

const round = (figure: number) => Math.round(figure * 100) / 100;

/** By how many of the first `count` submissions one batch was ever ahead of another; -1 is none of them. */
function mostAhead(order: number[], batches: number, count: number): number {
  const sent = new Array<number>(batches).fill(0);
  let most = 0;
  for (const batch of order.slice(0, count)) {
    if (batch < 0) continue;
    sent[batch] = (sent[batch] ?? 0) + 1;
    most = Math.max(most, Math.max(...sent) - Math.min(...sent));
  }
  return most;
}
