import { readdir, utimes } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { database, databaseHandle } from "#db/client";
import { generations } from "#db/schema/generations";
import { connections, connectionVersions } from "#db/schema/users";
import { sealToken } from "#lib/auth/token-vault";
import { listConnections } from "#lib/connections/list-connections";
import { pauseConnection } from "#lib/connections/pause-connection";
import { probeUnreachable } from "#lib/connections/probe-unreachable";
import { resumeConnection } from "#lib/connections/resume-connection";
import { saveToken } from "#lib/connections/save-token";
import type { ConnectionView } from "#lib/contract/studio";
import { env } from "#lib/env";
import { listAccepted, noteAccepted } from "#lib/generations/accepted-notes";
import { cancelGeneration } from "#lib/generations/cancel-generation";
import { deleteConnection } from "#lib/generations/delete-connection";
import { dismissGeneration } from "#lib/generations/dismiss-generation";
import { dispatchGeneration, reapAbandonedSubmissions, recoverAccepted } from "#lib/generations/dispatch-generation";
import { sendAgain } from "#lib/generations/send-again";
import { submitGenerations } from "#lib/generations/submit-generations";
import { sweep } from "#lib/generations/sweep";
import { syncGeneration } from "#lib/generations/sync-generation";
import { takeTurn } from "#lib/generations/turns";
import { usageOf } from "#lib/ledger/usage";
import { newAccount } from "#tests/support/accounts";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { describeOnBothDatabases } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});
vi.mock(import("#lib/provider/submit-generation"), async (original) => {
  const actual = await original();
  return {
    ...actual,
    // A person's patience is 25 s; a test's is less.
    submitGeneration: (target, request, key) => actual.submitGeneration(target, request, key, 700),
  };
});

const TOKEN = "test-token-1234";

describeOnBothDatabases("a submission is a purchase", () => {
  let simulator: ProviderSimulator;
  let userId: string;
  let connection: ConnectionView;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
    provider.baseUrl = simulator.baseUrl;
  });
  afterAll(() => simulator.stop());
  beforeEach(async () => {
    simulator.orders.length = 0;
    simulator.nextSubmissions.length = 0;
    ({ userId } = await newAccount());
    connection = await saveToken(userId, TOKEN);
  });

  const submission = ({
    connectionId = connection.id,
    ...changes
  }: {
    connectionId?: string;
    [name: string]: unknown;
  } = {}) => ({
    connectionId,
    items: [{ id: uuidv7(), prompt: "a red fox in snow", mode: "fun", ratio: "3:2", imageUrls: [], ...changes }],
    parentId: null,
  });
  const submit = async (changes: Record<string, unknown> = {}) => {
    const [view] = await submitGenerations(userId, submission(changes));
    if (!view) throw new Error("nothing was submitted");
    return view;
  };
  const paused = async () => (await listConnections(userId)).find(({ id }) => id === connection.id)?.pausedReason;

  it("sends what was asked once, with the token and an idempotency key, and holds its price", async () => {
    const view = await submit();
    expect(view).toMatchObject({ state: "waiting", taskId: simulator.orders[0]?.taskId, errorCode: null });
    expect(simulator.orders).toEqual([
      {
        taskId: view.taskId,
        idempotencyKey: view.id,
        token: TOKEN,
        body: { mode: "fun", prompt: "a red fox in snow", ratio: "3:2" },
      },
    ]);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 40, spentCredits: 0 });
  });

  it("takes the same ids for the same generations, however often and at once", async () => {
    const twice = submission();
    await Promise.all([submitGenerations(userId, twice), submitGenerations(userId, twice)]);
    await submitGenerations(userId, twice);
    await Promise.all([1, 2, 3].map(() => dispatchGeneration(twice.items[0]?.id ?? "")));
    expect(simulator.orders).toHaveLength(1);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 40 });
  });

  it("does not let one account take over another's id", async () => {
    const mine = submission();
    await submitGenerations(userId, mine);
    const other = await newAccount();
    const theirs = { ...mine, connectionId: other.preview.id };
    await expect(submitGenerations(other.userId, theirs)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it.each([
    ["PROMPT_EMPTY", { prompt: " \n" }],
    ["PROMPT_TOO_LONG", { prompt: "x".repeat(5_001) }],
    ["MODE_UNKNOWN", { mode: "turbo" }],
    ["RATIO_UNKNOWN", { ratio: "7:1" }],
    ["IMAGE_URL_INVALID", { imageUrls: ["file:///etc/passwd"] }],
    ["IMAGE_URL_PRIVATE", { imageUrls: ["http://192.168.1.2/a.png"] }],
    ["CONNECTION_MISSING", { connectionId: "01890a5d-ac96-774b-bcce-b302099a8057" }],
  ])("refuses with %s and takes nothing", async (code, changes) => {
    await expect(submit(changes)).rejects.toMatchObject({ code });
    expect(simulator.orders).toHaveLength(0);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 0, generations: 0 });
  });

  it("settles what a provider with odd manners reports, instead of stopping at it", async () => {
    const { id } = await submit();
    const nul = String.fromCharCode(0);
    const data = { task_id: "t", status: "completed", consumed_credits: 3e9, error_message: nul };
    simulator.onStatus(() => ({ json: { code: 200, data: { ...data, response: [`https://a.example/1.mp4${nul}`] } } }));
    await syncGeneration(id);
    const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
    expect(row).toMatchObject({ state: "succeeded", consumedCredits: 40, creditCertainty: "assumed" });
  });

  it("takes a task id for an acceptance whatever the code says", async () => {
    const json = { code: 500, message: "busy", data: { task_id: "task_odd" } };
    simulator.nextSubmissions.push({ status: 500, json });
    expect(await submit()).toMatchObject({ state: "waiting", taskId: "task_odd" });
  });

  it.each([
    ["after a byte order mark", "\ufeff", '"task_odd"', "task_odd"],
    ["that is a number of more digits than fit one", "", "1234567890123456789", "1234567890123456789"],
  ])("takes a task id %s as it was sent", async (_, before, written, taskId) => {
    simulator.nextSubmissions.push({ text: `${before}{"code":200,"data":{"task_id":${written}}}` });
    expect(await submit()).toMatchObject({ state: "waiting", taskId });
  });

  it.each([
    ["HTTP 400", { status: 400, json: { code: 400, message: "Invalid request: bad", error: "INVALID_REQUEST" } }],
    ["code 422 under HTTP 200", { json: { code: 422, message: "Invalid request: bad" } }],
  ])("fails on %s with the provider's words and gives the hold back", async (_, behaviour) => {
    simulator.nextSubmissions.push(behaviour);
    const view = await submit();
    expect(view).toMatchObject({
      state: "failed",
      errorCode: "PROVIDER_REJECTED",
      providerMessage: "Invalid request: bad",
    });
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 0, spentCredits: 0 });
  });

  it.each([
    ["HTTP 401", "token_refused", "TOKEN_REFUSED", { status: 401, json: { code: 401, message: "no" } }],
    ["JSON 403", "token_refused", "TOKEN_REFUSED", { status: 403, json: { code: 403, message: "no" } }],
    ["HTTP 402", "out_of_credits", "OUT_OF_CREDITS", { status: 402, json: { code: 402, message: "no" } }],
    ["code 402 under HTTP 200", "out_of_credits", "OUT_OF_CREDITS", { json: { code: 402, message: "no" } }],
  ])("pauses the queue on %s and goes on when the user acts", async (_, reason, errorCode, behaviour) => {
    simulator.nextSubmissions.push(behaviour);
    const view = await submit();
    expect(view).toMatchObject({ state: "queued", errorCode, connection: { pausedReason: reason } });
    const behind = await submit();
    expect(behind.state).toBe("queued");
    expect(simulator.orders).toHaveLength(0);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 80 });

    if (reason === "token_refused") await saveToken(userId, "better-token-5678");
    else await resumeConnection(userId, connection.id);
    expect(await paused()).toBeNull();
    await dispatchGeneration(view.id);
    await dispatchGeneration(behind.id);
    expect(simulator.orders.map(({ idempotencyKey }) => idempotencyKey)).toEqual([view.id, behind.id]);
  });

  it("waits as told on 429 and sends nothing before", async () => {
    simulator.nextSubmissions.push({ status: 429, headers: { "retry-after": "1" }, json: { code: 429 } });
    const view = await submit();
    expect(view).toMatchObject({ state: "queued", errorCode: "PROVIDER_LIMITED" });
    await dispatchGeneration(view.id);
    expect(simulator.orders).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await dispatchGeneration(view.id);
    expect(simulator.orders).toHaveLength(1);
  });

  it("goes back to the queue on a 429 whose reset is beyond all dates", async () => {
    const headers = { "x-ratelimit-reset": "1777636830000000000" };
    simulator.nextSubmissions.push({ status: 429, headers, json: { code: 429 } });
    expect(await submit()).toMatchObject({ state: "queued", errorCode: "PROVIDER_LIMITED" });
  });

  it("goes on at once after a clock that was ahead is set back", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10 * 3_600_000 });
    simulator.nextSubmissions.push({}, { status: 429, json: { code: 429 } });
    const sent = await submit();
    const limited = await submit();
    vi.useRealTimers();
    await sweep();
    await dispatchGeneration(limited.id);
    expect(simulator.orders.map(({ idempotencyKey }) => idempotencyKey)).toEqual([sent.id, limited.id]);
    const read = await takeTurn(connection.id);
    expect(read).toMatchObject({ kind: "status", generationId: sent.id });
  });

  it("keeps its claim while the call lasts, whatever the clock of this machine says", async () => {
    const one = submission();
    simulator.nextSubmissions.push({ afterMs: 400 });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 10 * 60_000 });
    try {
      const submitted = submitGenerations(userId, one);
      await expect.poll(() => simulator.orders.length).toBe(1);
      await reapAbandonedSubmissions();
      const [row] = await (await database())
        .select()
        .from(generations)
        .where(eq(generations.id, one.items[0]?.id ?? ""));
      expect(row?.state).toBe("submitting");
      await submitted;
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ["a reset after the request was read", { reset: true }, 1],
    ["no answer in time after the order was taken", { hang: true }, 1],
    ["HTTP 500", { status: 500, json: { code: 500, message: "oops" } }, 0],
    ["HTML", { status: 502, html: "<html>Bad gateway</html>" }, 0],
    ["an HTML 403", { status: 403, html: "<html>Forbidden</html>" }, 0],
    ["a redirect", { status: 302, headers: { location: "/elsewhere" }, json: {} }, 0],
    ["a 200 without a task id", { json: { code: 200, message: "success", data: {} } }, 0],
    ["HTTP 409", { status: 409, json: { code: 409, message: "conflict" } }, 0],
  ])("calls it unknown after %s and never sends it again by itself", async (_, behaviour, accepted) => {
    simulator.nextSubmissions.push(behaviour);
    const view = await submit();
    expect(view).toMatchObject({ state: "unknown", errorCode: "OUTCOME_UNKNOWN" });
    expect(JSON.stringify(view)).not.toContain("<html>");
    await dispatchGeneration(view.id);
    await reapAbandonedSubmissions();
    await submitGenerations(userId, submission({ id: view.id }));
    expect(simulator.orders).toHaveLength(accepted);
    expect(await usageOf(userId)).toMatchObject({ inDoubtCredits: 40, heldCredits: 0 });
  });

  describe("in doubt", () => {
    const unknown = async () => {
      simulator.nextSubmissions.push({ reset: true });
      return submit();
    };

    it("is dismissed into spent credits, once", async () => {
      const { id } = await unknown();
      expect(await dismissGeneration(userId, id)).toMatchObject({ state: "dismissed", consumedCredits: 40 });
      expect(await usageOf(userId)).toMatchObject({ inDoubtCredits: 0, heldCredits: 0, spentCredits: 40 });
      await expect(dismissGeneration(userId, id)).rejects.toMatchObject({ code: "CONFLICT" });
    });

    it("is sent again as a new generation, linked to the old one, once", async () => {
      const { id } = await unknown();
      const newId = uuidv7();
      const both = [
        { id: newId, parentId: id, state: "waiting" },
        { id, state: "dismissed" },
      ];
      const atOnce = await Promise.all([sendAgain(userId, id, newId), sendAgain(userId, id, newId)]);
      // Of two at once, one may look while the other's call is under way.
      for (const views of atOnce) expect(views.map((view) => view.id)).toEqual([newId, id]);
      expect(await sendAgain(userId, id, newId)).toMatchObject(both);
      await expect(sendAgain(userId, id, uuidv7())).rejects.toMatchObject({ code: "CONFLICT" });
      expect(simulator.orders.filter(({ idempotencyKey }) => idempotencyKey === newId)).toHaveLength(1);
      expect(await usageOf(userId)).toMatchObject({ spentCredits: 40, heldCredits: 40 });
    });

    it("is another's business only for its owner", async () => {
      const { id } = await unknown();
      const other = await newAccount();
      await expect(dismissGeneration(other.userId, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(sendAgain(other.userId, id, uuidv7())).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(cancelGeneration(other.userId, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    });
  });

  it("goes on with everything else where an unreachable connection has a token that can't be opened", async () => {
    const db = await database();
    const mine = eq(connections.id, connection.id);
    await db.update(connections).set({ pausedReason: "unreachable", notBefore: null }).where(mine);
    await db
      .update(connectionVersions)
      .set({ tokenSealed: sealToken(TOKEN, "another connection") })
      .where(eq(connectionVersions.connectionId, connection.id));
    await sweep();
    expect((await listConnections(userId)).find(({ id }) => id === connection.id)?.pausedReason).toBe("unreachable");
    await db.update(connections).set({ pausedReason: null }).where(mine);
  });

  it("lets its owner pause a connection that is only unreachable, and ends no pause of theirs", async () => {
    const db = await database();
    const mine = eq(connections.id, connection.id);
    await db.update(connections).set({ pausedReason: "unreachable", notBefore: null }).where(mine);
    expect((await pauseConnection(userId, connection.id)).pausedReason).toBe("user");
    expect(await probeUnreachable()).toBe(0);
    expect((await listConnections(userId)).find(({ id }) => id === connection.id)?.pausedReason).toBe("user");
  });

  it("adds nothing to a connection that is being deleted", async () => {
    const { driver } = await databaseHandle();
    // The embedded database has one session: there, one is over before the other begins.
    if (driver.kind === "pglite") {
      await deleteConnection(userId, connection.id);
      await expect(submit()).rejects.toMatchObject({ code: "CONNECTION_MISSING" });
      return;
    }
    const deleting = await driver.pool.connect();
    try {
      await deleting.query("begin");
      await deleting.query("select 1 from connections where id = $1 for no key update", [connection.id]);
      const submitted = submit().catch((error: unknown) => error);
      await sleep(300);
      await deleting.query("update connections set deleted_at = now() where id = $1", [connection.id]);
      await deleting.query("commit");
      expect(await submitted).toMatchObject({ code: "CONNECTION_MISSING" });
    } finally {
      deleting.release();
    }
    const db = await database();
    expect(await db.$count(generations, eq(generations.userId, userId))).toBe(0);
  });

  it("turns a claim whose process died into unknown, not into a second purchase", async () => {
    const { id } = await submit();
    const db = await database();
    await db
      .update(generations)
      .set({ state: "submitting", providerTaskId: null, leaseExpiresAt: new Date(Date.now() - 1) })
      .where(eq(generations.id, id));
    expect(await reapAbandonedSubmissions()).toBe(1);
    await dispatchGeneration(id);
    expect(simulator.orders).toHaveLength(1);
    expect(await usageOf(userId)).toMatchObject({ inDoubtCredits: 40 });
  });

  it("records a task id that was noted on disk when the process died before the database had it", async () => {
    const { id } = await submit();
    const db = await database();
    await db.update(generations).set({ state: "unknown", providerTaskId: null }).where(eq(generations.id, id));
    await noteAccepted(id, "task_late");
    expect(await listAccepted(60_000)).toEqual([]);
    const note = path.join(env().DATA_DIR, "accepted", `${id}.json`);
    const longAgo = new Date(Date.now() - 600_000);
    await utimes(note, longAgo, longAgo);
    expect(await recoverAccepted()).toBe(1);
    const [row] = await db.select().from(generations).where(eq(generations.id, id));
    expect(row).toMatchObject({ state: "waiting", providerTaskId: "task_late" });
    expect(await recoverAccepted()).toBe(0);
  });

  it("passes over a noted task of a generation that is not in this database", async () => {
    const { id } = await submit();
    const db = await database();
    await db.update(generations).set({ state: "unknown", providerTaskId: null }).where(eq(generations.id, id));
    await noteAccepted("00000000-0000-7000-8000-000000000000", "task_nobody");
    await noteAccepted(id, "task_late");
    expect(await recoverAccepted(0)).toBe(2);
    const [row] = await db.select().from(generations).where(eq(generations.id, id));
    expect(row).toMatchObject({ state: "waiting", providerTaskId: "task_late" });
    expect(await listAccepted(0)).toEqual([]);
  });

  it("leaves no note behind once the database has the task id", async () => {
    const { id } = await submit();
    expect(await readdir(path.join(env().DATA_DIR, "accepted"))).not.toContain(`${id}.json`);
  });

  it("asks a provider that could not be reached again by itself, and goes on when it answers", async () => {
    simulator.nextSubmissions.push({ status: 402, json: { code: 402 } });
    const { id } = await submit();
    const db = await database();
    await db.update(connections).set({ pausedReason: "unreachable" }).where(eq(connections.id, connection.id));
    simulator.onStatus(() => ({ reset: true }));
    expect(await probeUnreachable()).toBe(0);
    expect(await paused()).toBe("unreachable");
    simulator.onStatus(() => ({ status: 404, json: { code: 404, message: "no such task" } }));
    await db.update(connections).set({ notBefore: null }).where(eq(connections.id, connection.id));
    expect(await probeUnreachable()).toBe(1);
    expect(await paused()).toBeNull();
    await dispatchGeneration(id);
    expect(simulator.orders).toHaveLength(1);
  });

  it.each([401, 402])("does not hold a refusal of the old token (%i) against a new one", async (status) => {
    simulator.nextSubmissions.push({ status, json: { code: status }, afterMs: 300 });
    const submitted = submit();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await saveToken(userId, "better-token-5678");
    const { id, state } = await submitted;
    expect(state).toBe("queued");
    expect(await paused()).toBeNull();
    await dispatchGeneration(id);
    expect(simulator.orders.map(({ token }) => token)).toEqual(["better-token-5678"]);
  });

  it("cancels what comes back to the queue of a connection that was deleted meanwhile", async () => {
    simulator.nextSubmissions.push({ status: 429, json: { code: 429 }, afterMs: 300 });
    const submitted = submit();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await deleteConnection(userId, connection.id);
    expect(await submitted).toMatchObject({ state: "cancelled", errorCode: "CONNECTION_DELETED" });
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 0 });
  });

  it("says why a generation waits when the server's base URL is another than its token was saved for", async () => {
    simulator.nextSubmissions.push({ status: 402, json: { code: 402 } });
    const { id } = await submit();
    const before = provider.baseUrl;
    provider.baseUrl = "http://127.0.0.1:9";
    try {
      await resumeConnection(userId, connection.id);
      await dispatchGeneration(id);
      const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
      expect(row).toMatchObject({ state: "queued", errorCode: "CONNECTION_HAS_NO_TOKEN" });
    } finally {
      provider.baseUrl = before;
    }
    await saveToken(userId, TOKEN);
    await dispatchGeneration(id);
    expect(simulator.orders).toHaveLength(1);
  });

  it("gives the hold of a cancelled one back", async () => {
    simulator.nextSubmissions.push({ status: 402, json: { code: 402 } });
    const { id } = await submit();
    expect(await cancelGeneration(userId, id)).toMatchObject({ state: "cancelled" });
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 0, spentCredits: 0 });
  });
});
