import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { v4 as uuidv4 } from "uuid";
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { engineAccounts, engineCredits, engineTasks } from "#db/schema/engine";
import { transaction } from "#db/transaction";
import { strictGenerateRequest } from "#lib/contract/generate";
import { acceptTask } from "#lib/engine/accept-task";
import { authenticateKey } from "#lib/engine/authenticate-key";
import { createKey } from "#lib/engine/create-key";
import { fetchImage } from "#lib/engine/fetch-image";
import { issueStudioKey } from "#lib/engine/issue-studio-key";
import { lookUpTask } from "#lib/engine/look-up-task";
import { outputsFolder, scratchFolder } from "#lib/engine/output-files";
import { reapRenders } from "#lib/engine/reap-renders";
import type { RenderedClip, RenderJob } from "#lib/engine/render/job";
import { renderNext } from "#lib/engine/render-next";
import { boss, localWorkers } from "#lib/queue/boss";
import { describeOnBothDatabases } from "#tests/support/test-database";

const dataDir = mkdtempSync(path.join(tmpdir(), "engine-render-"));
const settings: Record<string, string> = { DATA_DIR: dataDir, LOG_LEVEL: "silent" };
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  const env = () => actual.parseEnvironment(settings);
  return { ...actual, env, ownOrigin: () => actual.ownOrigin(env()), engineUrl: () => actual.engineUrl(env()) };
});

const never = new AbortController().signal;
const draw = async (job: RenderJob): Promise<RenderedClip> => {
  await writeFile(job.outputPath, "a clip");
  return { width: 96, height: 96, frames: 12, durationSeconds: 0.5, sizeBytes: 6, family: "ocean" };
};
const crash = async (job: RenderJob): Promise<RenderedClip> => {
  await writeFile(job.outputPath, "half a clip");
  throw new Error("the renderer crashed");
};

describeOnBothDatabases("rendering", () => {
  let account: Awaited<ReturnType<typeof authenticateKey>>;

  const newAccount = async () => authenticateKey(`Bearer ${(await createKey(uuidv4(), "Test")).key}`);
  const order = (by = account, prompt = "a boat", images: string[] = []) =>
    acceptTask(by, strictGenerateRequest.parse({ prompt, images }));
  const statusOf = (taskId: string, by = account) => lookUpTask(by.id, taskId, "http://engine.test");
  const entriesOf = async (taskId: string) => {
    const db = await database();
    const rows = await db.select().from(engineCredits).where(eq(engineCredits.taskId, taskId));
    return rows.map(({ kind, credits }) => [kind, credits]).toSorted();
  };
  const failedAndRefunded = async (taskId: string, reason: string) => {
    expect(await statusOf(taskId)).toMatchObject({
      status: "failed",
      error_message: reason,
      consumed_credits: 0,
      response: [],
    });
    expect(await entriesOf(taskId)).toEqual([
      ["charge", -40],
      ["refund", 40],
    ]);
  };

  beforeEach(async () => {
    account = await newAccount();
  });
  afterEach(async () => {
    delete settings.ENGINE_BLOCKLIST;
    while (await renderNext(never, { render: draw }));
    expect(await readdir(scratchFolder())).toEqual([]);
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it("draws two variations of one seed", async () => {
    const jobs: RenderJob[] = [];
    const taskId = await order();
    const render = (job: RenderJob) => {
      jobs.push(job);
      return draw(job);
    };
    expect(await renderNext(never, { render })).toBe(true);
    expect(await renderNext(never, { render })).toBe(false);
    expect(jobs).toHaveLength(2);
    expect(jobs[0]).toMatchObject({ prompt: "a boat", mode: "normal", ratio: "1:1", shortSide: 480, seconds: 6 });
    const seeds = jobs.map(({ seed }) => seed);
    expect(new Set(seeds).size).toBe(2);
    for (const seed of seeds) expect(seed).toBeGreaterThanOrEqual(0);
    const { status, response } = await statusOf(taskId);
    expect([status, response.length]).toEqual(["completed", 2]);
    expect(await readdir(outputsFolder())).toEqual(expect.arrayContaining(response.map((link) => path.basename(link))));
    expect(await entriesOf(taskId)).toEqual([["charge", -40]]);
  });

  it("takes the orders of one moment together, each by its own right", async () => {
    const poor = await newAccount();
    const db = await database();
    await db.insert(engineCredits).values({ id: uuidv4(), accountId: poor.id, kind: "grant", credits: 2 * 40 - 4_000 });
    const request = strictGenerateRequest.parse({ prompt: "a boat" });
    const results = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => order()),
      ...Array.from({ length: 5 }, () => order(poor)),
      // PostgreSQL has no such character in a text, and refuses the statement that brings it.
      acceptTask(account, { ...request, prompt: "a\u0000boat" }),
      ...Array.from({ length: 5 }, () => order()),
    ]);
    const kinds = results.map((result) => (result.status === "fulfilled" ? "taken" : result.reason.error));
    const refused = "INSUFFICIENT_CREDITS";
    expect(kinds.slice(5, 10).toSorted()).toEqual([refused, refused, refused, "taken", "taken"]);
    expect([...kinds.slice(0, 5), ...kinds.slice(11)]).toEqual(Array(10).fill("taken"));
    expect(results[10]?.status).toBe("rejected");
    for (const result of results) {
      if (result.status === "fulfilled") expect(await entriesOf(result.value)).toEqual([["charge", -40]]);
    }
    const tasks = await db.select({ id: engineTasks.id }).from(engineTasks).where(eq(engineTasks.accountId, poor.id));
    expect(tasks).toHaveLength(2);
  });

  it("draws real clips, starting from a real image", async () => {
    const image = await sharp({ create: { width: 64, height: 48, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    const server = createServer((_, response) => response.end(image));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (!address || typeof address === "string") return expect.unreachable();
    Object.assign(settings, {
      PUBLIC_URL: `http://127.0.0.1:${address.port}`,
      ENGINE_RESOLUTION: "96",
      ENGINE_SECONDS: "0.5",
    });
    try {
      const taskId = await order(account, "a red boat at dawn", [`${settings.PUBLIC_URL}/api/uploads/boat.jpg`]);
      await renderNext(never);
      const { status, error_message, response } = await statusOf(taskId);
      expect([status, error_message, response.length]).toEqual(["completed", null, 2]);
      const clips = await Promise.all(
        response.map((link) => readFile(path.join(outputsFolder(), path.basename(link)))),
      );
      for (const clip of clips) expect(clip.subarray(4, 8).toString()).toBe("ftyp");
      expect(clips[0]?.equals(clips[1] ?? Buffer.alloc(0))).toBe(false);
    } finally {
      for (const name of ["PUBLIC_URL", "ENGINE_RESOLUTION", "ENGINE_SECONDS"]) delete settings[name];
      server.close();
      server.closeAllConnections();
    }
  });

  it("tells a damaged start image from a fault of its own", async () => {
    const jpeg = await sharp(randomBytes(300 * 300 * 3), { raw: { width: 300, height: 300, channels: 3 } })
      .jpeg()
      .toBuffer();
    const png = await sharp(jpeg).png().toBuffer();
    const bodies = [
      jpeg.subarray(0, jpeg.length / 2),
      png.subarray(0, png.length / 2),
      Buffer.from(png).fill(7, 4_000),
    ];
    const server = createServer((request, response) => response.end(bodies[Number(request.url?.split("/").at(-1))]));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (!address || typeof address === "string") return expect.unreachable();
    settings.PUBLIC_URL = `http://127.0.0.1:${address.port}`;
    try {
      for (const index of bodies.keys()) {
        const taskId = await order(account, "a boat", [`${settings.PUBLIC_URL}/api/uploads/${index}`]);
        await renderNext(never);
        await failedAndRefunded(taskId, "File type not supported");
      }
    } finally {
      delete settings.PUBLIC_URL;
      server.close();
      server.closeAllConnections();
    }
  });

  it("says that it is at work", async () => {
    const taskId = await order();
    let during: string | undefined;
    const render = async (job: RenderJob) => {
      during ??= (await statusOf(taskId)).status;
      return draw(job);
    };
    await renderNext(never, { render });
    expect(during).toBe("processing");
  });

  it("takes turns between accounts, however many tasks one has", async () => {
    const other = await newAccount();
    const prompts = ["a1", "a2", "a3", "a4"];
    for (const prompt of prompts) await order(account, prompt);
    await order(other, "b1");
    await order(other, "b2");
    const drawn: string[] = [];
    const render = (job: RenderJob) => {
      if (drawn.at(-1) !== job.prompt) drawn.push(job.prompt);
      return draw(job);
    };
    while (await renderNext(never, { render }));
    expect(drawn).toHaveLength(6);
    expect(new Set(drawn.slice(0, 2))).toEqual(new Set(["a1", "b1"]));
    expect(new Set(drawn.slice(2, 4))).toEqual(new Set(["a2", "b2"]));
    expect(drawn.slice(4)).toEqual(["a3", "a4"]);
  });

  it("gives each task to one renderer, however many look", async () => {
    for (let index = 0; index < 5; index++) await order(account, `clip ${index}`);
    const drawn: string[] = [];
    const render = async (job: RenderJob) => {
      drawn.push(job.prompt);
      return draw(job);
    };
    const results = await Promise.all(Array.from({ length: 8 }, () => renderNext(never, { render })));
    while (await renderNext(never, { render }));
    expect(results.filter(Boolean).length).toBeGreaterThan(0);
    expect(drawn).toHaveLength(10);
    expect(new Set(drawn).size).toBe(5);
  });

  it("wakes every idle worker with one job, and none is left behind", async () => {
    const queue = await boss();
    const waitingJobs = async () => (await queue.findJobs("render", { queued: true })).length;
    while (await queue.fetch("render").then(([job]) => job && queue.complete("render", job.id).then(() => true)));
    const tasks = await Promise.all([1, 2, 3, 4, 5].map(() => order()));
    await expect.poll(waitingJobs).toBe(1);
    let atOnce = 0;
    const two = Promise.withResolvers<void>();
    const render = async (job: RenderJob) => {
      if (++atOnce === 2) two.resolve();
      // Stands until the other worker draws as well.
      await two.promise;
      return draw(job);
    };
    const options = { batchSize: 1, localConcurrency: 2, pollingIntervalSeconds: 0.5 };
    const worker = await queue.work("render", options, async () => void (await renderNext(never, { render })));
    localWorkers().set("render", [worker]);
    try {
      const states = () => Promise.all(tasks.map(async (id) => (await statusOf(id)).status));
      await expect.poll(states, { timeout: 15_000 }).toEqual(Array(5).fill("completed"));
    } finally {
      localWorkers().delete("render");
      await queue.offWork("render", { wait: true });
    }
  });

  it("tries a crash once more, then fails and gives the credits back", async () => {
    const lucky = await order();
    await renderNext(never, { render: crash });
    expect((await statusOf(lucky)).status).toBe("pending");
    await renderNext(never, { render: draw });
    expect((await statusOf(lucky)).status).toBe("completed");

    const doomed = await order();
    await renderNext(never, { render: crash });
    await renderNext(never, { render: crash });
    expect(await renderNext(never, { render: crash })).toBe(false);
    await failedAndRefunded(doomed, "grok imagine build failed");
  });

  it("ends a renderer that hangs", async () => {
    const taskId = await order();
    const hang = (_: RenderJob, { signal }: { signal?: AbortSignal }) =>
      new Promise<RenderedClip>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    for (let attempt = 0; attempt < 2; attempt++) await renderNext(never, { render: hang, taskLimitMs: 50 });
    await failedAndRefunded(taskId, "grok imagine build failed");
  });

  it("puts a task back when the server stops, at no cost of an attempt", async () => {
    const taskId = await order();
    for (let stop = 0; stop < 3; stop++) {
      const controller = new AbortController();
      const render = async () => {
        controller.abort(new Error("the server stops"));
        throw new Error("aborted");
      };
      await renderNext(controller.signal, { render });
      expect((await statusOf(taskId)).status).toBe("pending");
    }
    await renderNext(never, { render: draw });
    expect((await statusOf(taskId)).status).toBe("completed");
  });

  it("takes up what a killed process left, and fails it the second time", async () => {
    const taskId = await order();
    const db = await database();
    const render = async (job: RenderJob) => {
      // As if this process had been silent for too long.
      await db
        .update(engineTasks)
        .set({ leaseExpiresAt: sql`now() - interval '1 second'` })
        .where(eq(engineTasks.id, taskId));
      expect(await reapRenders()).toBe(1);
      return draw(job);
    };
    const before = (await readdir(outputsFolder())).length;
    await renderNext(never, { render });
    // Its result under the lost lease counts for nothing and leaves nothing behind.
    expect((await statusOf(taskId)).status).toBe("pending");
    expect(await readdir(outputsFolder())).toHaveLength(before);
    await renderNext(never, { render });
    await failedAndRefunded(taskId, "grok imagine build failed");
    expect(await reapRenders()).toBe(0);
  });

  it("refuses words of the administrator's blocklist", async () => {
    const file = path.join(dataDir, "blocklist.txt");
    await writeFile(file, "# not these\nsecret sauce  # both words\nGORE\n血腥\n\n");
    settings.ENGINE_BLOCKLIST = file;
    const reason = "Inappropriate content, please try another prompt.";
    for (const prompt of ["The SECRET-sauce!", "ｇｏｒｅ", "一个血腥的场面"]) {
      const taskId = await order(account, prompt);
      await renderNext(never, { render: draw });
      await failedAndRefunded(taskId, reason);
    }
    const innocent = await order(account, "a gorey secret and a saucepan");
    await renderNext(never, { render: draw });
    expect((await statusOf(innocent)).status).toBe("completed");
  });

  it("charges no previews", async () => {
    const preview = await authenticateKey(`Bearer ${await transaction((tx) => issueStudioKey(tx, uuidv4()))}`);
    const taskId = await order(preview);
    await renderNext(never, { render: crash });
    await renderNext(never, { render: crash });
    expect(await statusOf(taskId, preview)).toMatchObject({ status: "failed", consumed_credits: 0 });
    expect(await entriesOf(taskId)).toEqual([]);
    settings.ENGINE_START_CREDITS = "50";
    try {
      await order(preview);
      await expect(order(preview)).rejects.toMatchObject({ error: "INSUFFICIENT_CREDITS" });
    } finally {
      delete settings.ENGINE_START_CREDITS;
    }
  });

  it("keeps its ledger append-only", async () => {
    const taskId = await order();
    const db = await database();
    await expect(db.delete(engineCredits).where(eq(engineCredits.taskId, taskId))).rejects.toThrow();
    expect(await db.$count(engineAccounts)).toBeGreaterThan(0);
    expect(await entriesOf(taskId)).toEqual([["charge", -40]]);
  });

  it("starts from an image of this server, and refuses what is none", async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const gif = Buffer.from("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=", "base64");
    const most = Buffer.concat([png, Buffer.alloc(10 * 1_024 * 1_024 - png.length)]);
    const answers: Record<string, Buffer | number | "endless" | "unannounced" | "dripping"> = {
      "/v1/files/a.mp4": png,
      "/api/uploads/a.webp": await sharp(png).webp().toBuffer(),
      "/api/uploads/gif": gif,
      "/api/uploads/text.png": Buffer.from("not an image"),
      "/api/uploads/large": Buffer.alloc(10 * 1_024 * 1_024 + 1),
      "/api/uploads/most": most,
      "/api/uploads/endless": "endless",
      "/api/uploads/unannounced": "unannounced",
      "/api/uploads/dripping": "dripping",
      "/api/uploads/missing": 404,
      "/api/uploads/elsewhere": 302,
      "/other/a.png": png,
    };
    const server: Server = createServer((request, response) => {
      const answer = answers[request.url ?? ""] ?? 404;
      // Says that it is too large and never gets there.
      if (answer === "endless") response.writeHead(200, { "Content-Length": 2 ** 30 }).write("x");
      else if (answer === "unannounced") response.writeHead(200).write(most, () => response.end("x"));
      else if (answer === "dripping") {
        const drip = setInterval(() => response.write("x"), 20);
        response.once("close", () => clearInterval(drip));
      } else if (typeof answer === "number") response.writeHead(answer, { Location: "/v1/files/a.mp4" }).end();
      else response.end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (!address || typeof address === "string") return expect.unreachable();
    settings.PUBLIC_URL = `http://127.0.0.1:${address.port}`;
    try {
      const cases: [target: string, reason: string | null][] = [
        ["/v1/files/a.mp4", null],
        ["/api/uploads/a.webp", null],
        ["/api/uploads/gif", "File type not supported"],
        ["/api/uploads/text.png", "File type not supported"],
        ["/api/uploads/large", "File type not supported"],
        ["/api/uploads/most", null],
        ["/api/uploads/endless", "File type not supported"],
        ["/api/uploads/unannounced", "File type not supported"],
        ["/api/uploads/missing", "Network error, please try again later."],
        ["/api/uploads/elsewhere", "Network error, please try again later."],
        ["/other/a.png", "Network error, please try again later."],
      ];
      for (const [target, reason] of cases) {
        const url = `${settings.PUBLIC_URL}${target}`;
        const taskId = await order(account, "a boat", [url]);
        let imagePath: string | undefined;
        const render = (job: RenderJob) => {
          imagePath = job.imagePath;
          return draw(job);
        };
        await renderNext(never, { render });
        const status = await statusOf(taskId);
        expect([target, status.error_message]).toEqual([target, reason]);
        expect(status.request.images).toEqual([url]);
        expect(imagePath !== undefined).toBe(reason === null);
        if (reason !== null) await failedAndRefunded(taskId, reason);
      }
      const dripping = fetchImage(
        `${settings.PUBLIC_URL}/api/uploads/dripping`,
        path.join(dataDir, "drip"),
        never,
        300,
      );
      await expect(dripping).rejects.toMatchObject({ reason: "Network error, please try again later." });
      const inside = await order(account, "a boat", ["http://169.254.169.254/latest/meta-data"]);
      await renderNext(never, { render: draw });
      await failedAndRefunded(inside, "Network error, please try again later.");
    } finally {
      delete settings.PUBLIC_URL;
      server.close();
      server.closeAllConnections();
    }
  });
});
