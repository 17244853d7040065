import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { eq, ne } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase, database, useDatabase } from "#db/client";
import { connectPostgres } from "#db/connect";
import { generations, videos } from "#db/schema/generations";
import { checkLedger } from "#lib/ledger/check-ledger";
import { anHourPasses } from "#tests/crash/killed-app";
import { AppClient } from "#tests/support/app-client";
import { type AppServer, startApp, startWorker } from "#tests/support/app-server";
import { BUSY_VIDEO_SHA256, makeBusy } from "#tests/support/busy-provider";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { randomFrom } from "#tests/support/simulated-limits";
import { freshPostgres } from "#tests/support/test-database";

const GENERATIONS = 500;
const BATCH = 50;
const OF_EACH = 3;
/** One worker is killed once so many were bought. */
const KILL_AT = 200;
const UNTIL_KILLED = { timeout: 60_000, interval: 20 };
const UNTIL_DONE = { timeout: 240_000, interval: 500 };

type Worker = Awaited<ReturnType<typeof startWorker>>;

let simulator: ProviderSimulator;
let url: string;
let webs: AppServer[];
let workers: Worker[];
let dataDir: string;

beforeAll(async () => {
  simulator = await startProviderSimulator();
  makeBusy(simulator, { random: randomFrom(1), answerMs: 150, taskMs: 2_000, downloadMs: 50, limit: 30_000 });
  url = await freshPostgres();
  const shared: Record<string, string> = {
    DATABASE_URL: url,
    GROKIMAGINE_BASE_URL: simulator.baseUrl,
    LOG_LEVEL: "info",
  };
  // Posters are not what this is about: a program that fails at once leaves the videos without.
  if (existsSync("/bin/false")) shared.FFMPEG_PATH = "/bin/false";
  const first = await startApp({ ...shared, WORKER: "off" });
  ({ dataDir } = first);
  const joining = { ...shared, DATA_DIR: dataDir, ENGINE_URL: first.origin.replace("localhost", "127.0.0.1") };
  webs = [first];
  workers = [];
  while (webs.length < OF_EACH) webs.push(await startApp({ ...shared, WORKER: "off" }, dataDir));
  while (workers.length < OF_EACH) workers.push(await startWorker(joining));
  useDatabase(connectPostgres(url, 2));
}, 120_000);

afterAll(async () => {
  await closeDatabase();
  const [first, ...others] = webs;
  for (const worker of workers.slice(1)) expect(await worker.stop()).toBe(0);
  for (const other of others) expect(await other.stop({ keepData: true })).toBe(0);
  expect(await first?.stop()).toBe(0);
  await simulator.stop();
}, 60_000);

const times = (output: string, message: string) => output.split(message).length - 1;

it(`${OF_EACH} web processes and ${OF_EACH} workers share ${GENERATIONS} generations; a worker is killed in the middle`, async () => {
  const startedAt = Date.now();
  const [web] = webs;
  const [victim] = workers;
  assert(web && victim);
  const person = new AppClient(web.origin);
  await person.signUp("somebody@example.test");
  const connectionId = await person.saveToken("paid-token-9876");
  const ids = Array.from({ length: GENERATIONS }, () => uuidv7());
  const submitAll = async () => {
    for (let from = 0; from < GENERATIONS; from += BATCH) {
      const batch = ids.slice(from, from + BATCH);
      // The same form arrives at each of them, as from a person who clicks again where the first answer is late.
      const sent = webs.map(({ origin }) => person.at(origin).submit(connectionId, batch, "a red fox in snow"));
      for (const result of await Promise.all(sent)) expect(result.ok).toBe(true);
    }
  };
  const submitted = submitAll();
  await vi.waitFor(() => expect(simulator.orders.length).toBeGreaterThanOrEqual(KILL_AT), UNTIL_KILLED);
  await victim.kill();
  const db = await database();
  const claimed = {
    sending: await db.$count(generations, eq(generations.state, "submitting")),
    archiving: await db.$count(videos, eq(videos.archiveState, "downloading")),
  };
  await submitted;

  /** What nobody has claimed and is not done. */
  const unclaimed = async () => {
    const rows = await db.select({ state: generations.state }).from(generations);
    const outputs = await db.select({ state: videos.archiveState }).from(videos);
    return (
      rows.filter(({ state }) => !["succeeded", "submitting", "unknown"].includes(state)).length +
      outputs.filter(({ state }) => state === "pending").length
    );
  };
  await vi.waitFor(async () => expect(await unclaimed()).toBe(0), UNTIL_DONE);
  await setTimeout(2_000);
  // What is claimed still was the dead worker's: its leases run out.
  await anHourPasses({ dataDir, databaseUrl: url });
  await vi.waitFor(async () => {
    expect(await db.$count(generations, eq(generations.state, "submitting"))).toBe(0);
    expect(await unclaimed()).toBe(0);
    expect(await db.$count(videos, ne(videos.archiveState, "ready"))).toBe(0);
  }, UNTIL_DONE);

  const rows = await db.select().from(generations);
  const outputs = await db.select().from(videos);
  const unknown = rows.filter(({ state }) => state === "unknown");
  const ledger = await checkLedger(db);
  const output = [...webs, ...workers].map((process) => process.output());
  console.log(`${OF_EACH} web processes, ${OF_EACH} workers:`, {
    seconds: Math.round((Date.now() - startedAt) / 1_000),
    generations: rows.length,
    ordersAccepted: simulator.orders.length,
    claimedAtTheKill: claimed,
    unknown: unknown.length,
    sentBy: output.map((text) => times(text, "a generation was sent")),
    archivedBy: output.map((text) => times(text, "a video was archived")),
    videosTakenOver: outputs.filter(({ tries }) => tries > 1).length,
    ledger: ledger.total,
  });

  expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
  const orders = simulator.orders.map(({ idempotencyKey }) => idempotencyKey);
  expect(new Set(orders).size).toBe(orders.length);
  expect(unknown.length).toBeLessThanOrEqual(claimed.sending);
  for (const row of rows) {
    const order = simulator.orders.find(({ idempotencyKey }) => idempotencyKey === row.id);
    if (row.state !== "unknown")
      expect(row, row.id).toMatchObject({ state: "succeeded", providerTaskId: order?.taskId });
  }
  // Each archived once: one output a success, and a second try only where the dead worker had begun the first.
  expect(outputs.map(({ generationId }) => generationId).sort()).toEqual(
    rows
      .filter(({ state }) => state === "succeeded")
      .map(({ id }) => id)
      .sort(),
  );
  expect(new Set(outputs.map(({ sha256 }) => sha256))).toEqual(new Set([BUSY_VIDEO_SHA256]));
  expect(outputs.filter(({ tries }) => tries > 1).length).toBeLessThanOrEqual(claimed.archiving);
  expect(ledger.wrongGenerations).toEqual([]);
  // All had their share, the one that died as well.
  for (const worker of workers) expect(times(worker.output(), "a generation was sent")).toBeGreaterThan(10);
}, 600_000);
