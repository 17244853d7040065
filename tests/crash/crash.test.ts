import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { and, eq, gt } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { expect, it, vi } from "vitest";
import type { Database } from "#db/connect";
import { engineTasks } from "#db/schema/engine";
import { generations, videos } from "#db/schema/generations";
import { checkLedger } from "#lib/ledger/check-ledger";
import { anHourPasses, lookInto, type Place } from "#tests/crash/killed-app";
import { AppClient } from "#tests/support/app-client";
import { type AppServer, startApp } from "#tests/support/app-server";
import { makeBusy } from "#tests/support/busy-provider";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { randomFrom } from "#tests/support/simulated-limits";
import { freshPostgres } from "#tests/support/test-database";

/** Kills on each of the two databases. `npm run test:crash` asks for more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 6) / 2;
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
/** How long the app lives at least and at most, from being ready to its death. */
const LIFE_MS = [100, 3_000] as const;
/** What the dead process sent last may still be on its way into the database. */
const LAST_WORDS_MS = 100;
const UNTIL_CALLED = { timeout: 20_000, interval: 5 };
const UNTIL_DONE = { timeout: 600_000, interval: 500 };
/** One in so many batches is drawn by the built-in engine. */
const PREVIEW_EVERY = 6;

const SETTINGS = { ENGINE_SECONDS: "0.5", ENGINE_RESOLUTION: "96", LOG_LEVEL: "silent" };

/** A person who wants videos and does not know that the server dies all the time. */
class Person {
  /** Ids by connection that no answer has confirmed; they are sent again as they are. */
  readonly unconfirmed: { connectionId: string; ids: string[] }[] = [];
  readonly confirmed: string[] = [];
  replays = 0;
  private batches = 0;
  readonly client: AppClient;
  private readonly random: () => number;
  private paid = "";
  private preview = "";

  constructor(origin: string, random: () => number) {
    this.client = new AppClient(origin);
    this.random = random;
  }

  async moveIn(): Promise<void> {
    await this.client.signUp("somebody@example.test");
    this.paid = await this.client.saveToken("paid-token-9876");
    this.preview = await this.client.previewConnection();
  }

  /** Sends what was not confirmed, each twice at once as two tabs would, then new batches until the server dies. */
  async useUntilDeath(alive: () => boolean, most: number): Promise<void> {
    await this.repeat();
    for (let made = 0; alive() && made < most; made += 1) {
      this.batches += 1;
      const connectionId = this.batches % PREVIEW_EVERY === 2 ? this.preview : this.paid;
      const size = connectionId === this.paid ? 1 + Math.floor(this.random() * 2) : 1;
      const batch = { connectionId, ids: Array.from({ length: size }, () => uuidv7()) };
      this.unconfirmed.push(batch);
      await this.send(batch);
      await setTimeout(this.random() * 800);
    }
  }

  async repeat(): Promise<void> {
    this.replays += this.unconfirmed.length;
    for (const batch of [...this.unconfirmed]) await Promise.all([this.send(batch), this.send(batch)]);
  }

  private async send(batch: { connectionId: string; ids: string[] }): Promise<void> {
    try {
      const result = await this.client.submit(batch.connectionId, batch.ids, "a red fox in snow");
      if (!result.ok || !this.unconfirmed.includes(batch)) return;
      this.unconfirmed.splice(this.unconfirmed.indexOf(batch), 1);
      this.confirmed.push(...batch.ids);
    } catch {
      // No answer: the server is dead. The same ids go out again when it is back.
    }
  }
}

/**
 * What the crash left: the paid submissions that were under way. One is from its claim on, since from then on its POST
 * may have left: a process that dies between the two knows no better than one that dies while it waits for the answer.
 * The ledger must balance whatever happened.
 */
async function lookAtTheWreck(db: Database): Promise<string[]> {
  expect((await checkLedger(db)).wrongGenerations).toEqual([]);
  const underWay = and(eq(generations.state, "submitting"), gt(generations.priceCredits, 0));
  const rows = await db.select({ id: generations.id }).from(generations).where(underWay);
  return rows.map(({ id }) => id);
}

/**
 * The worst moment to die: a paid call has been sent, and is not answered yet. A few deaths at random moments may
 * all miss it, so the first one is at such a moment.
 */
async function aCallIsOpen(simulator: ProviderSimulator): Promise<void> {
  await vi.waitUntil(() => simulator.openSubmissions() > 0, UNTIL_CALLED).catch(() => undefined);
}

async function run(kind: string, place: Place, simulator: ProviderSimulator, apps: AppServer[]): Promise<void> {
  const random = randomFrom(SEED);
  makeBusy(simulator, { random, answerMs: 500, taskMs: 1_500, downloadMs: 400, limit: 6_000 });
  const settings: Record<string, string> = {
    ...SETTINGS,
    GROKIMAGINE_BASE_URL: simulator.baseUrl,
    DATABASE_URL: place.databaseUrl ?? "",
  };
  const start = async (): Promise<AppServer> => {
    const started = await startApp(settings, place.dataDir);
    apps.push(started);
    return started;
  };
  const startedAt = Date.now();

  let app = await start();
  const person = new Person(app.origin, random);
  await person.moveIn();
  const underWay = new Set<string>();
  let openAtProvider = 0;
  for (let kills = 0; kills < KILLS; kills += 1) {
    let alive = true;
    person.client.origin = app.origin;
    const use = person.useUntilDeath(() => alive, 3);
    if (kills === 0) await aCallIsOpen(simulator);
    else await setTimeout(LIFE_MS[0] + random() * (LIFE_MS[1] - LIFE_MS[0]));
    alive = false;
    openAtProvider += simulator.openSubmissions();
    await app.kill();
    await use;
    await setTimeout(LAST_WORDS_MS);
    for (const id of await lookInto(place, lookAtTheWreck)) underWay.add(id);
    await anHourPasses(place);
    app = await start();
  }
  person.client.origin = app.origin;
  await person.repeat();
  await vi.waitFor(async () => expect(await person.client.moving()).toBe(0), UNTIL_DONE);
  // Stopped before it is looked into: an embedded database has one owner.
  expect(await app.stop({ keepData: true })).toBe(0);

  const { rows, outputs, tasks, ledger } = await lookInto(place, async (db) => ({
    rows: await db.select().from(generations),
    outputs: await db.select().from(videos),
    tasks: await db.$count(engineTasks),
    ledger: await checkLedger(db),
  }));
  const paid = rows.filter(({ priceCredits }) => priceCredits > 0);
  const previews = rows.filter(({ priceCredits }) => priceCredits === 0);
  const ordersOf = (id: string) => simulator.orders.filter(({ idempotencyKey }) => idempotencyKey === id);
  const unknown = rows.filter(({ state }) => state === "unknown");
  const inDoubt = unknown.filter(({ priceCredits }) => priceCredits > 0).length;
  console.log(`${kind}, seed ${SEED}:`, {
    kills: KILLS,
    seconds: Math.round((Date.now() - startedAt) / 1_000),
    paidGenerations: paid.length,
    ordersAccepted: simulator.orders.length,
    mostOrdersOfOne: Math.max(...paid.map(({ id }) => ordersOf(id).length)),
    submissionsUnderWayAtKills: underWay.size,
    ofTheseOpenAtTheProvider: openAtProvider,
    unknown: unknown.length,
    ofTheseTakenByTheProvider: unknown.filter(({ id }) => ordersOf(id).length > 0).length,
    submissionsRepeated: person.replays,
    videosArchived: outputs.filter(({ archiveState }) => archiveState === "ready").length,
    previews: previews.length,
    engineTasks: tasks,
    previewsFailed: previews.filter(({ state }) => state === "failed").length,
    ledger: ledger.total,
  });

  // Or none of what follows could fail.
  expect(openAtProvider).toBeGreaterThan(0);
  expect(person.unconfirmed).toEqual([]);
  expect(rows.map(({ id }) => id).sort()).toEqual([...person.confirmed].sort());
  // Never charged twice.
  for (const { id } of paid) expect(ordersOf(id).length, id).toBeLessThanOrEqual(1);
  // In doubt is only what was under way when the app died, never what stood before or behind it.
  expect(unknown.filter(({ id }) => !underWay.has(id))).toEqual([]);
  // The built-in engine was asked again by the same key: nothing of it is in doubt, nothing was drawn twice.
  expect(unknown).toHaveLength(inDoubt);
  expect(tasks).toBe(previews.length);
  // Never lost: what was bought is known, or known to be in doubt.
  for (const order of simulator.orders) {
    const row = paid.find(({ id }) => id === order.idempotencyKey);
    expect(row?.state === "unknown" || row?.providerTaskId === order.taskId, order.taskId).toBe(true);
  }
  for (const row of rows) {
    // A render that was killed twice is given up with a reason; nothing else ends badly.
    const givenUp = row.priceCredits === 0 && row.state === "failed" && row.providerMessage !== null;
    if (!givenUp) expect(["succeeded", "unknown"], row.id).toContain(row.state);
  }
  const succeeded = rows.filter(({ state }) => state === "succeeded");
  for (const { id, priceCredits } of succeeded) {
    expect(outputs.filter(({ generationId }) => generationId === id)).toHaveLength(priceCredits > 0 ? 1 : 2);
  }
  for (const { id, archiveState, storageKey, sha256 } of outputs) {
    expect(archiveState, id).toBe("ready");
    const bytes = readFileSync(path.join(place.dataDir, "videos", storageKey ?? ""));
    expect(createHash("sha256").update(bytes).digest("hex"), id).toBe(sha256);
  }
  expect(ledger.wrongGenerations).toEqual([]);
  expect(ledger.total).toEqual({
    held: 0,
    inDoubt: 40 * inDoubt,
    spent: 40 * (paid.length - inDoubt),
  });
}

it.concurrent.each(["PGlite", "PostgreSQL"])(
  "an app on %s that is killed at any moment buys nothing twice and loses nothing",
  async (kind) => {
    const simulator = await startProviderSimulator();
    const dataDir = mkdtempSync(path.join(tmpdir(), "rk-crash-"));
    const databaseUrl = kind === "PGlite" ? undefined : await freshPostgres();
    const apps: AppServer[] = [];
    try {
      await run(kind, { dataDir, databaseUrl }, simulator, apps);
    } finally {
      // Where something went wrong it still runs.
      await apps
        .at(-1)
        ?.kill()
        .catch(() => {});
      await simulator.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  600_000 + KILLS * 60_000,
);
