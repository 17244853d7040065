import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { v4 as uuidv4 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { engineIdempotency, engineKeys, engineOutputs, engineTasks } from "#db/schema/engine";
import { rateLimits } from "#db/schema/rate-limits";
import { transaction } from "#db/transaction";
import { strictGenerateRequest } from "#lib/contract/generate";
import { type StatusAnswer, statusAnswer } from "#lib/contract/status";
import { authenticateKey } from "#lib/engine/authenticate-key";
import { claimIdempotencyKey } from "#lib/engine/claim-idempotency-key";
import { cleanOutputs } from "#lib/engine/clean-outputs";
import { createKey } from "#lib/engine/create-key";
import { grantCredits } from "#lib/engine/grant-credits";
import { issueStudioKey } from "#lib/engine/issue-studio-key";
import { listAccounts, listAccountsOf } from "#lib/engine/list-accounts";
import { listKeys } from "#lib/engine/list-keys";
import type { RenderedClip, RenderJob } from "#lib/engine/render/job";
import { renderNext } from "#lib/engine/render-next";
import { revokeKey } from "#lib/engine/revoke-key";
import { setAccountDisabled } from "#lib/engine/set-account-disabled";
import { setPlan } from "#lib/engine/set-plan";
import { documentedAnswers, expectDocumented } from "#tests/contract/engine-openapi-check";
import { startEngineServer } from "#tests/contract/engine-server";
import { describeOnBothDatabases } from "#tests/support/test-database";

const dataDir = mkdtempSync(path.join(tmpdir(), "engine-table-"));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => actual.parseEnvironment({ DATA_DIR: dataDir, LOG_LEVEL: "silent" }) };
});

const FILE = Uint8Array.from({ length: 1_000 }, (_, index) => index % 251);
const fakeRender = async (job: RenderJob): Promise<RenderedClip> => {
  await writeFile(job.outputPath, FILE);
  return { width: 96, height: 96, frames: 12, durationSeconds: 0.5, sizeBytes: FILE.length, family: "ocean" };
};

interface Sent {
  method?: string;
  key?: string | null;
  headers?: Record<string, string>;
  body?: BodyInit;
}

describeOnBothDatabases("the engine's API", (kind) => {
  let server: Awaited<ReturnType<typeof startEngineServer>>;
  let owner: string;
  let key: string;
  let accountId: string;

  beforeAll(async () => {
    // Counters are kept for the life of a process, which has one database; this one has two in turn.
    server = await startEngineServer();
    owner = uuidv4();
    ({ key } = await createKey(owner, "Test"));
    ({ id: accountId } = await authenticateKey(`Bearer ${key}`));
    await setPlan(accountId, "enterprise");
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const seen = new Set<string>();
  const send = async (target: string, { method = "GET", key: used = key, headers = {}, body }: Sent = {}) => {
    const url = `${server.origin}${target}`;
    const authorization = used && { Authorization: `Bearer ${used}` };
    const streamed = body instanceof ReadableStream && { duplex: "half" as const };
    const answer = await fetch(url, { method, headers: { ...authorization, ...headers }, body, ...streamed });
    for (const shown of await expectDocumented(method, url, answer)) seen.add(shown);
    return answer;
  };
  const order = (body: unknown, sent: Sent = {}) =>
    send("/v1/generate", {
      method: "POST",
      ...sent,
      headers: { "Content-Type": "application/json", ...sent.headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const orderTask = async (body: unknown, sent: Sent = {}): Promise<string> => {
    const answer = await order(body, sent);
    expect(answer.status).toBe(200);
    const { data } = await answer.json();
    return data.task_id;
  };
  const statusOf = async (taskId: string, sent: Sent = {}): Promise<StatusAnswer["data"]> => {
    const answer = await send(`/v1/status?task_id=${taskId}`, sent);
    return statusAnswer.parse(await answer.json()).data;
  };
  const expectLimits = (answer: Response, limit: number) => {
    expect(answer.headers.get("x-ratelimit-limit")).toBe(String(limit));
    expect(Number(answer.headers.get("x-ratelimit-remaining"))).toBeLessThan(limit);
    const secondsLeft = Number(answer.headers.get("x-ratelimit-reset")) - Date.now() / 1_000;
    expect(secondsLeft).toBeGreaterThan(0);
    expect(secondsLeft).toBeLessThanOrEqual(61);
  };
  const drain = async () => {
    while (await renderNext(new AbortController().signal, { render: fakeRender }));
  };

  it("takes an order and tells what became of it, as the page shows", async () => {
    const answer = await order({ mode: "fun", prompt: "a beautiful landscape", ratio: "1:1" });
    expect(answer.status).toBe(200);
    expectLimits(answer, 5_000);
    const body = await answer.json();
    expect(body).toEqual({ code: 200, message: "success", data: { task_id: expect.stringMatching(/^task_\w+$/) } });
    const taskId = body.data.task_id;
    expect(await statusOf(taskId)).toEqual({
      consumed_credits: 40,
      created_at: expect.any(String),
      status: "pending",
      task_id: taskId,
      error_message: null,
      request: { mode: "fun", prompt: "a beautiful landscape", ratio: "1:1" },
      response: [],
    });
    await drain();
    const done = await statusOf(taskId);
    expect(done).toMatchObject({ status: "completed", error_message: null, consumed_credits: 40 });
    expect(done.response).toHaveLength(2);
    for (const link of done.response) expect(link).toMatch(`${server.origin}/v1/files/`);
  });

  it("fills in what a request leaves out, and ignores what it does not know", async () => {
    const taskId = await orderTask({ prompt: "大海", seconds: 9 });
    expect((await statusOf(taskId)).request).toEqual({ mode: "normal", prompt: "大海", ratio: "1:1" });
  });

  it("charges an account 40 credits a generation until they are spent", async () => {
    const poor = uuidv4();
    const { key: poorKey } = await createKey(poor, "Poor");
    const [account] = await listAccountsOf(poor);
    expect(account).toMatchObject({ kind: "api", plan: "free", balanceCredits: 4_000 });
    if (!account) return expect.unreachable();
    expect(await listAccounts()).toContainEqual(account);
    expect(await grantCredits(account.id, -3_950)).toBe(50);
    await orderTask({ prompt: "first" }, { key: poorKey });
    const answer = await order({ prompt: "second" }, { key: poorKey });
    expect(answer.status).toBe(402);
    expectLimits(answer, 100);
    expect(await answer.json()).toEqual({
      code: 402,
      message: "Insufficient credits: A generation costs 40 and this account has 10",
      error: "INSUFFICIENT_CREDITS",
    });
  });

  it("never spends the same credits twice, however many ask at once", async () => {
    const hasty = uuidv4();
    const { key: hastyKey } = await createKey(hasty, "Hasty");
    const { id } = await authenticateKey(`Bearer ${hastyKey}`);
    await grantCredits(id, -3_900);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => order({ prompt: `clip ${index}` }, { key: hastyKey })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 402, 402, 402, 402]);
  });

  it("serves the studio's previews free of charge", async () => {
    const studio = uuidv4();
    const studioKey = await transaction((tx) => issueStudioKey(tx, studio));
    const taskId = await orderTask({ prompt: "a preview" }, { key: studioKey });
    expect(await statusOf(taskId, { key: studioKey })).toMatchObject({ consumed_credits: 0 });
    expect(await listKeys(studio)).toEqual([]);
    expect(await listAccountsOf(studio)).toMatchObject([{ kind: "studio", plan: "enterprise", balanceCredits: null }]);
  });

  const invalid: [name: string, body: unknown, message: string][] = [
    ["no prompt", { mode: "fun" }, "The prompt parameter is required"],
    ["a blank prompt", { prompt: " \n　" }, "The prompt parameter is required"],
    ["a null prompt", { prompt: null }, "The prompt parameter must be a string"],
    ["a long prompt", { prompt: "🌊".repeat(5_001) }, "The prompt parameter must be at most 5000 characters"],
    ["a NUL", { prompt: "a\0b" }, "The prompt parameter must not contain NUL characters"],
    ["an unknown mode", { prompt: "a", mode: "wild" }, "The mode parameter must be one of fun, normal, spicy"],
    ["a mode that is no text", { prompt: "a", mode: 1 }, "The mode parameter must be one of fun, normal, spicy"],
    ["an unknown ratio", { prompt: "a", ratio: "4:3" }, "The ratio parameter must be one of 1:1, 2:3, 3:2, 9:16, 16:9"],
    ["images that are no list", { prompt: "a", images: "x" }, "The images parameter must be a list of URLs"],
    [
      "two images",
      { prompt: "a", images: ["https://a.example/1", "https://a.example/2"] },
      "The images parameter must have at most 1 item",
    ],
    [
      "an image elsewhere",
      { prompt: "a", images: ["ftp://a.example/1"] },
      "The images parameter must be an http(s) URL",
    ],
    ["half a character", { prompt: "a\ud83c" }, "The prompt parameter must be valid Unicode"],
    [
      "an image with half a character",
      { prompt: "a", images: ["https://a.example/\ud83c"] },
      "The images parameter must be an http(s) URL",
    ],
    ["bad JSON", "{", "The body must be valid JSON"],
    ["an empty body", "", "The body must be valid JSON"],
    ["a list", [], "The body must be a JSON object"],
    ["null", "null", "The body must be a JSON object"],
  ];
  it.each(invalid)("refuses %s with 400", async (_, body, message) => {
    const answer = await order(body);
    expect(answer.status).toBe(400);
    expectLimits(answer, 5_000);
    expect(await answer.json()).toEqual({
      code: 400,
      message: `Invalid request: ${message}`,
      error: "INVALID_REQUEST",
    });
  });

  it("looks at the body before the credits", async () => {
    const { key: poor } = await createKey(uuidv4(), "Poor");
    await grantCredits((await authenticateKey(`Bearer ${poor}`)).id, -4_000);
    expect((await order({ prompt: "" }, { key: poor })).status).toBe(400);
    expect((await order({ prompt: "a" }, { key: poor })).status).toBe(402);
    // The page sets no limit to the length of a URL.
    const images = [`https://a.example/${"x".repeat(10_000)}.png`];
    expect((await order({ prompt: "a", images }, { key: poor })).status).toBe(402);
  });

  it("takes a prompt of exactly 5,000 characters", async () => {
    await orderTask({ prompt: "🌊".repeat(5_000) });
  });

  it.each(["/v1/status", "/v1/status?task_id=", "/v1/status?id=task_1"])("refuses %s with 400", async (target) => {
    const answer = await send(target);
    expect(answer.status).toBe(400);
    expectLimits(answer, 5_000);
    expect(await answer.json()).toEqual({
      code: 400,
      message: "Invalid request: The task_id parameter is required",
      error: "INVALID_REQUEST",
    });
  });

  it.each([
    ["no key", undefined],
    ["another scheme", "Basic abc"],
    ["no token", "Bearer"],
    ["a malformed key", "Bearer rk_short"],
    ["an unknown key", `Bearer rk_${"a".repeat(43)}`],
  ])("refuses %s with 401", async (_, authorization) => {
    const headers = authorization ? { Authorization: authorization } : undefined;
    for (const answer of [
      await send("/v1/status?task_id=x", { key: null, headers }),
      await send("/v1/status", { key: null, headers }),
      await order("{", { key: null, headers }),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      expect(answer.headers.has("x-ratelimit-limit")).toBe(false);
      expect(await answer.json()).toEqual({
        code: 401,
        message: "Unauthorized: A valid API key is required",
        error: "UNAUTHORIZED",
      });
    }
  });

  it("lists keys without their secret, and refuses a revoked one at once", async () => {
    const made = await createKey(owner, " Laptop ");
    expect(made.key).toMatch(/^rk_[\w-]{43}$/);
    const [stored] = await (await database()).select().from(engineKeys).where(eq(engineKeys.id, made.id));
    expect(stored?.hash).toBe(createHash("sha256").update(made.key).digest("hex"));
    expect(JSON.stringify(stored)).not.toContain(made.key.slice(8));
    const listed = (await listKeys(owner)).find(({ id }) => id === made.id);
    expect(listed).toMatchObject({ name: "Laptop", prefix: made.key.slice(0, 8), lastUsedAt: null });
    expect((await send("/v1/status?task_id=x", { key: made.key })).status).toBe(404);
    expect((await listKeys(owner)).find(({ id }) => id === made.id)?.lastUsedAt).toBeInstanceOf(Date);
    await expect(revokeKey(uuidv4(), made.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await revokeKey(owner, made.id);
    expect((await send("/v1/status?task_id=x", { key: made.key })).status).toBe(401);
    expect((await listKeys(owner)).some(({ id }) => id === made.id)).toBe(false);
  });

  it("refuses a disabled account with 403, and says so before its limit", async () => {
    const barred = await createKey(uuidv4(), "Barred");
    const { id } = await authenticateKey(`Bearer ${barred.key}`);
    await setAccountDisabled(id, true);
    const answer = await order("{", { key: barred.key });
    expect(answer.status).toBe(403);
    expectLimits(answer, 100);
    expect(await answer.json()).toEqual({
      code: 403,
      message: "Forbidden: This account is disabled",
      error: "FORBIDDEN",
    });
    const crowd = await Promise.all(Array.from({ length: 100 }, () => send("/v1/status", { key: barred.key })));
    expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set([403]));
    await setAccountDisabled(id, false);
    expect((await send("/v1/status?task_id=x", { key: barred.key })).status).toBe(429);
  });

  it("does not know made-up tasks, nor another account's", async () => {
    const { key: stranger } = await createKey(uuidv4(), "Stranger");
    const taskId = await orderTask({ prompt: "mine" });
    for (const [asked, used] of [
      [taskId, stranger],
      ["task_123456789", key],
      ["%00", key],
      [`task_${"0".repeat(32)}`, key],
    ]) {
      const answer = await send(`/v1/status?task_id=${asked}`, { key: used });
      expect(answer.status).toBe(404);
      expect(answer.headers.has("x-ratelimit-remaining")).toBe(true);
      expect(await answer.json()).toEqual({
        code: 404,
        message: "Not found: This task does not exist",
        error: "TASK_NOT_FOUND",
      });
    }
  });

  it.each(["GET", "POST", "DELETE", "OPTIONS"])(
    "answers %s on an unknown path with 404, key or none",
    async (method) => {
      for (const target of ["/v1", "/v1/videos", "/v1/generate/x", "/v1/files/a/b"]) {
        const answer = await send(target, { method, key: null });
        expect(answer.status).toBe(404);
        expect(await answer.json()).toEqual({
          code: 404,
          message: "Not found: This path does not exist",
          error: "NOT_FOUND",
        });
      }
    },
  );

  it.each([
    ["GET", "/v1/generate", "POST"],
    ["OPTIONS", "/v1/generate", "POST"],
    ["POST", "/v1/status", "GET, HEAD"],
    ["DELETE", "/v1/status", "GET, HEAD"],
    ["PUT", "/v1/files/x.mp4", "GET, HEAD"],
    ["PATCH", "/v1/openapi.json", "GET, HEAD"],
  ])("refuses %s %s with 405 before it asks for a key", async (method, target, allow) => {
    const answer = await send(target, { method, key: null });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe(allow);
    expect(await answer.json()).toEqual({
      code: 405,
      message: `Method not allowed: Use ${allow.replace(", ", " or ")}`,
      error: "METHOD_NOT_ALLOWED",
    });
  });

  it("answers HEAD with headers alone", async () => {
    expect((await send("/v1/generate", { method: "HEAD" })).status).toBe(405);
    const answer = await send("/v1/status?task_id=x", { method: "HEAD" });
    expect(answer.status).toBe(404);
    expectLimits(answer, 5_000);
    expect(await answer.text()).toBe("");
  });

  it("keeps an idempotency key for one account and one body", async () => {
    const headers = { "Idempotency-Key": "order 1" };
    const before = await balance(owner);
    const taskId = await orderTask({ prompt: "once" }, { headers });
    expect(await orderTask('{ "ratio": "1:1", "prompt": "once" }', { headers })).toBe(taskId);
    expect(await balance(owner)).toBe(before - 40);

    const db = await database();
    const held = and(eq(engineIdempotency.accountId, accountId), eq(engineIdempotency.key, "order 1"));
    const [claim] = await db.select().from(engineIdempotency).where(held);
    const hoursLeft = ((claim?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(hoursLeft).toBeCloseTo(24, 1);

    const { key: other } = await createKey(uuidv4(), "Other");
    expect(await orderTask({ prompt: "once" }, { headers, key: other })).not.toBe(taskId);

    const answer = await order({ prompt: "twice" }, { headers });
    expect(answer.status).toBe(409);
    expectLimits(answer, 5_000);
    expect(await answer.json()).toEqual({
      code: 409,
      message: "Conflict: This Idempotency-Key was used with another body",
      error: "IDEMPOTENCY_CONFLICT",
    });
    for (const wrong of ["", "k".repeat(256)]) {
      const refused = await order({ prompt: "once" }, { headers: { "Idempotency-Key": wrong } });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: "INVALID_REQUEST" });
    }
    await orderTask({ prompt: "longest" }, { headers: { "Idempotency-Key": "k".repeat(255) } });

    await db
      .update(engineIdempotency)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(held);
    expect(await orderTask({ prompt: "once" }, { headers })).not.toBe(taskId);
  });

  it("refuses an idempotency key whose first request is in flight, and frees it when that came to nothing", async () => {
    const request = strictGenerateRequest.parse({ prompt: "slow" });
    await claimIdempotencyKey(accountId, "slow", request);
    const answer = await order({ prompt: "slow" }, { headers: { "Idempotency-Key": "slow" } });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({
      code: 409,
      message: "Conflict: The first request with this Idempotency-Key is in flight",
      error: "IDEMPOTENCY_CONFLICT",
    });

    const { key: poorKey } = await createKey(uuidv4(), "Poor");
    const poor = await authenticateKey(`Bearer ${poorKey}`);
    await grantCredits(poor.id, -4_000);
    const headers = { "Idempotency-Key": "later" };
    expect((await order({ prompt: "a" }, { key: poorKey, headers })).status).toBe(402);
    await grantCredits(poor.id, 40);
    await orderTask({ prompt: "a" }, { key: poorKey, headers });
  });

  it("makes one task of one idempotency key, however many ask at once", async () => {
    const before = await balance(owner);
    const headers = { "Idempotency-Key": "crowd" };
    const answers = await Promise.all(Array.from({ length: 8 }, () => order({ prompt: "crowd" }, { headers })));
    const ids = new Set<string>();
    for (const answer of answers) {
      if (answer.status === 200) ids.add((await answer.json()).data.task_id);
      else expect(answer.status).toBe(409);
    }
    expect(ids.size).toBe(1);
    expect(await balance(owner)).toBe(before - 40);
  });

  it("refuses bodies that are too large or of another type", async () => {
    const large = await order(JSON.stringify({ prompt: "a", padding: "x".repeat(64 * 1_024) }));
    expect(large.status).toBe(413);
    expectLimits(large, 5_000);
    expect(await large.json()).toEqual({
      code: 413,
      message: "Payload too large: The body may have at most 64 KB",
      error: "PAYLOAD_TOO_LARGE",
    });
    const chunks = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent <= 64; sent += 8) controller.enqueue(new TextEncoder().encode("x".repeat(8 * 1_024)));
        controller.close();
      },
    });
    const plain = { "Content-Type": "text/plain" };
    expect((await send("/v1/generate", { method: "POST", headers: plain, body: chunks })).status).toBe(413);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"]) {
      const answer = await order("{", { headers: { "Content-Type": type } });
      expect(answer.status).toBe(415);
      expectLimits(answer, 5_000);
      expect(await answer.json()).toEqual({
        code: 415,
        message: "Unsupported media type: Content-Type must be application/json",
        error: "UNSUPPORTED_MEDIA_TYPE",
      });
    }
    const withCharset = { headers: { "Content-Type": "Application/JSON; charset=utf-8" } };
    await orderTask({ prompt: "a" }, withCharset);
  });

  it("limits a free account to 100 requests a minute, before it looks at the body", async () => {
    const { key: free } = await createKey(uuidv4(), "Free");
    const answers = await Promise.all(Array.from({ length: 100 }, () => send("/v1/status?task_id=x", { key: free })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    const answer = await order("{", { key: free, headers: { "Content-Type": "text/plain" } });
    expect(answer.status).toBe(429);
    expectLimits(answer, 100);
    expect(answer.headers.get("x-ratelimit-remaining")).toBe("0");
    expect((await send("/v1/status", { key: free })).status).toBe(429);
    const wait = Number(answer.headers.get("retry-after"));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await answer.json()).toEqual({
      code: 429,
      message: "Rate limited: At most 100 requests a minute on this plan",
      error: "RATE_LIMITED",
    });
    const db = await database();
    expect((await db.$count(rateLimits)) > 0).toBe(kind === "PostgreSQL");
  });

  it("masks a fault of its own", async () => {
    const handle = globalThis.reelkeepDatabase;
    const away = Promise.reject(new Error("the database at secret.internal is away"));
    away.catch(() => {});
    globalThis.reelkeepDatabase = away;
    try {
      const file = `/v1/files/${"a".repeat(32)}.mp4`;
      for (const answer of [
        await send("/v1/status?task_id=x"),
        await order({ prompt: "a" }),
        await send(file, { key: null }),
      ]) {
        expect(answer.status).toBe(500);
        expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
        expect(await answer.json()).toEqual({
          code: 500,
          message: "Server error: Please try again later",
          error: "INTERNAL_ERROR",
        });
      }
    } finally {
      globalThis.reelkeepDatabase = handle;
    }
  });

  it("tells the limit with a fault that comes after it was counted", async () => {
    const db = await database();
    await db.execute(sql`alter table engine_credits rename to engine_credits_away`);
    try {
      const answer = await order({ prompt: "a" });
      expect(answer.status).toBe(500);
      expectLimits(answer, 5_000);
    } finally {
      await db.execute(sql`alter table engine_credits_away rename to engine_credits`);
    }
    await orderTask({ prompt: "a" });
  });

  it("serves outputs without a key, whole or in ranges, for 24 hours", async () => {
    const taskId = await orderTask({ prompt: "a file" });
    await drain();
    const [link = ""] = (await statusOf(taskId)).response;
    const target = new URL(link).pathname;
    const whole = await send(target, { key: null });
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "accept-ranges": "bytes",
      "cache-control": expect.stringMatching(/max-age=86[34]\d\d\b/),
      "content-length": "1000",
      "content-type": "video/mp4",
      "x-content-type-options": "nosniff",
    });
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(FILE);
    const etag = whole.headers.get("etag") ?? "";

    const head = await send(target, { key: null, method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "1000", ""]);

    const part = await send(target, { key: null, headers: { Range: "bytes=10-19", "If-Range": etag } });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 10-19/1000"]);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(FILE.slice(10, 20));
    const tail = await send(target, { key: null, headers: { Range: "bytes=-5" } });
    expect([tail.status, tail.headers.get("content-range")]).toEqual([206, "bytes 995-999/1000"]);

    expect((await send(target, { key: null, headers: { Range: "bytes=1-2", "If-Range": '"old"' } })).status).toBe(200);
    expect((await send(target, { key: null, headers: { Range: "lines=1-2" } })).status).toBe(200);
    expect((await send(target, { key: null, headers: { "If-None-Match": etag } })).status).toBe(304);
    const beyond = await send(target, { key: null, headers: { Range: "bytes=1000-" } });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */1000"]);
    expect(await beyond.json()).toEqual({
      code: 416,
      message: "Range not satisfiable",
      error: "RANGE_NOT_SATISFIABLE",
    });

    const expiry = { code: 410, message: "Expired: Output links work for 24 hours", error: "EXPIRED" };
    const db = await database();
    await db
      .update(engineOutputs)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(engineOutputs.taskId, taskId));
    const late = await send(target, { key: null });
    expect([late.status, await late.json()]).toEqual([410, expiry]);
    expect(Object.fromEntries(late.headers)).toMatchObject({
      "cache-control": "no-store",
      "content-type": "application/json",
    });
    expect(await cleanOutputs()).toBe(2);
    const cleaned = await send(target, { key: null });
    expect([cleaned.status, await cleaned.json()]).toEqual([410, expiry]);
    expect((await statusOf(taskId)).status).toBe("completed");
  });

  it.each(["x.mp4", `${"a".repeat(32)}.mp4`, `${"a".repeat(32)}.webm`, "..%2F..%2Fsecret"])(
    "does not know the file %s",
    async (name) => {
      const answer = await send(`/v1/files/${name}`, { key: null });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({
        code: 404,
        message: "Not found: This file does not exist",
        error: "NOT_FOUND",
      });
    },
  );

  it("describes itself in OpenAPI 3.1", async () => {
    const answer = await send("/v1/openapi.json", { key: null });
    expect(answer.status).toBe(200);
    const document = await answer.json();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(document.servers).toEqual([{ url: server.origin }]);
    expect(Object.keys(document.paths)).toEqual(["/v1/generate", "/v1/status", "/v1/files/{file}"]);
    expect(document.components.schemas.GenerateRequest.required).toEqual(["prompt"]);
  });

  it("has shown every answer that its description tells of", () => {
    // HEAD answers as GET does.
    const wanted = documentedAnswers().filter((answer) => !answer.startsWith("head "));
    expect(wanted.filter((answer) => !seen.has(answer))).toEqual([]);
  });

  it("leaves no task unfinished", async () => {
    await drain();
    const db = await database();
    const states = await db.selectDistinct({ state: engineTasks.state }).from(engineTasks);
    expect(states).toEqual([{ state: "completed" }]);
  });

  async function balance(ownerRef: string): Promise<number> {
    const [account] = await listAccountsOf(ownerRef);
    return account?.balanceCredits ?? Number.NaN;
  }
});
