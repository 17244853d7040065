import { tmpdir } from "node:os";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabase, database, useDatabase } from "#db/client";
import { connectPostgres } from "#db/connect";
import { generations, videos } from "#db/schema/generations";
import { AppClient } from "#tests/support/app-client";
import { type AppServer, startApp, startWorker } from "#tests/support/app-server";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { freshPostgres } from "#tests/support/test-database";

const WITHIN = { timeout: 60_000, interval: 200 };

/** The sentence with which a process ends that can't start. */
async function complaint(start: Promise<unknown>): Promise<string> {
  const message = await start.then(
    () => "it started",
    (error: Error) => error.message,
  );
  return message.split("\n").slice(1).join(" ").trim();
}

it("leaves no embedded database without anybody to work on it", async () => {
  expect(await complaint(startApp({ WORKER: "off" }))).toContain("WORKER=off needs DATABASE_URL");
});

describe("a web process and a worker on one PostgreSQL and one data folder", () => {
  let simulator: ProviderSimulator;
  let url: string;
  let web: AppServer;
  let settings: Record<string, string>;
  let person: AppClient;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
    url = await freshPostgres();
    const shared = { DATABASE_URL: url, GROKIMAGINE_BASE_URL: simulator.baseUrl };
    web = await startApp({ ...shared, WORKER: "off" });
    settings = { ...shared, DATA_DIR: web.dataDir, ENGINE_URL: web.origin.replace("localhost", "127.0.0.1") };
    useDatabase(connectPostgres(url, 2));
    person = new AppClient(web.origin);
    await person.signUp("somebody@example.test");
  });
  afterAll(async () => {
    await closeDatabase();
    expect(await web.stop()).toBe(0);
    await simulator.stop();
  });

  it.each([
    ["no database to share", { DATABASE_URL: "" }, "A worker of its own needs DATABASE_URL"],
    ["no way to the web", { ENGINE_URL: "" }, "A worker of its own needs ENGINE_URL"],
    ["a data folder without the secret", { DATA_DIR: path.join(tmpdir(), "rk-none") }, "There is no secret in"],
    ["another secret", { APP_SECRET: "x".repeat(40) }, "were sealed with another secret"],
  ])("does not start with %s", async (_, wrong, sentence) => {
    expect(await complaint(startWorker({ ...settings, ...wrong }))).toContain(sentence);
  });

  it("draws and archives in the worker what the web takes and shows", async () => {
    const worker = await startWorker(settings);
    const preview = await person.previewConnection();
    expect(await person.submit(preview, [uuidv7()], "a calm sea")).toMatchObject({ ok: true });
    const db = await database();
    await vi.waitFor(
      async () =>
        expect(await db.select().from(videos)).toMatchObject([{ archiveState: "ready" }, { archiveState: "ready" }]),
      WITHIN,
    );
    const [video] = await db.select().from(videos);
    const bytes = await person.get(`/api/videos/${video?.id}`);
    expect(bytes.status).toBe(200);
    expect((await bytes.arrayBuffer()).byteLength).toBe(video?.sizeBytes);
    expect(await worker.stop()).toBe(0);
  });

  it("finishes and records a paid call when the worker is stopped in its middle", async () => {
    const worker = await startWorker(settings);
    const connectionId = await person.saveToken("paid-token-9876");
    simulator.onStatus((taskId) => ({ json: { code: 200, data: { task_id: taskId, status: "processing" } } }));
    // The web sends the first of a batch, the worker the second.
    simulator.nextSubmissions.push({}, { afterMs: 3_000 });
    await person.submit(connectionId, [uuidv7(), uuidv7()], "an order that is under way");
    await vi.waitFor(() => expect(simulator.orders).toHaveLength(2), WITHIN);
    expect(await worker.stop()).toBe(0);
    const paid = (await (await database()).select().from(generations)).filter(({ priceCredits }) => priceCredits > 0);
    expect(paid.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    expect(paid.map(({ providerTaskId }) => providerTaskId).sort()).toEqual(
      simulator.orders.map(({ taskId }) => taskId).sort(),
    );
  });
});
