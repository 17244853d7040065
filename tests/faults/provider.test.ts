import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import { resumeConnection } from "#lib/connections/resume-connection";
import { saveToken } from "#lib/connections/save-token";
import { checkNow } from "#lib/generations/check-now";
import { dispatchGeneration, reapAbandonedSubmissions } from "#lib/generations/dispatch-generation";
import { submitGenerations } from "#lib/generations/submit-generations";
import { syncGeneration } from "#lib/generations/sync-generation";
import { usageOf } from "#lib/ledger/usage";
import { newAccount } from "#tests/support/accounts";
import { closedPort, startResettingHost, startSpyHost } from "#tests/support/broken-hosts";
import { type Behaviour, type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { submissionFor } from "#tests/support/submission";
import { describeOnBothDatabases } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "", patienceMs: 500 }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});
vi.mock(import("#lib/provider/submit-generation"), async (original) => {
  const actual = await original();
  return {
    ...actual,
    submitGeneration: (target, request, key) => actual.submitGeneration(target, request, key, provider.patienceMs),
  };
});
vi.mock(import("#lib/provider/read-status"), async (original) => {
  const actual = await original();
  return { ...actual, readStatus: (target, taskId) => actual.readStatus(target, taskId, provider.patienceMs) };
});

/** What a paid call that met a fault has to lead to. */
type AfterSubmission =
  /** Nothing was bought; it is sent again by itself. */
  | "waits"
  /** Nobody knows; it is never sent again by itself. */
  | "in doubt"
  /** Refused for good, nothing held. */
  | "failed"
  /** It waits until its owner acts. */
  | "token_refused"
  | "out_of_credits";
/** And a status read, which is free. */
type AfterRead = "read again" | "token_refused";

const html = "<html><body><h1>Gateway</h1></body></html>";
const saying = (code: number) => ({ code, message: "no", error: "NO" });

/** Faults of the answer: name, behaviour, what becomes of a submission, what of a status read. */
const FAULTS: [name: string, Behaviour, AfterSubmission, AfterRead][] = [
  ["a reset after the request was read", { reset: true, takesOrder: false }, "in doubt", "read again"],
  ["a reset after the order was taken", { reset: true, takesOrder: true }, "in doubt", "read again"],
  ["a time-out before the order was taken", { hang: true, takesOrder: false }, "in doubt", "read again"],
  ["a time-out after the order was taken", { hang: true, takesOrder: true }, "in doubt", "read again"],
  ["HTTP 400", { status: 400, json: saying(400) }, "failed", "read again"],
  ["HTTP 401", { status: 401, json: saying(401) }, "token_refused", "token_refused"],
  ["HTTP 402", { status: 402, json: saying(402) }, "out_of_credits", "read again"],
  ["a JSON 403", { status: 403, json: saying(403) }, "token_refused", "token_refused"],
  ["an HTML 403", { status: 403, html }, "in doubt", "read again"],
  ["HTTP 404", { status: 404, json: saying(404) }, "failed", "read again"],
  ["an HTML 404", { status: 404, html }, "in doubt", "read again"],
  ["HTTP 408", { status: 408, json: saying(408) }, "in doubt", "read again"],
  ["HTTP 409", { status: 409, json: saying(409) }, "in doubt", "read again"],
  ["HTTP 422", { status: 422, json: saying(422) }, "failed", "read again"],
  ["HTTP 500", { status: 500, json: saying(500) }, "in doubt", "read again"],
  ["an HTML 502", { status: 502, html }, "in doubt", "read again"],
  ["an HTML 200", { html }, "in doubt", "read again"],
  [
    "truncated JSON",
    { text: '{"code":200,"message":"success","data":{"task_', takesOrder: true },
    "in doubt",
    "read again",
  ],
  ["an answer that breaks off", { cut: true, takesOrder: true }, "in doubt", "read again"],
  ["an empty answer", { text: "", takesOrder: true }, "in doubt", "read again"],
  [
    "wrong types",
    { json: { code: "yes", message: 7, data: { task_id: [], status: 9, response: 1 } } },
    "in doubt",
    "read again",
  ],
  ["a list for an answer", { json: [1, 2, 3] }, "in doubt", "read again"],
  ["code 401 under HTTP 200", { json: saying(401) }, "token_refused", "token_refused"],
  ["code 402 under HTTP 200", { json: saying(402) }, "out_of_credits", "read again"],
  ["a slow drip", { dripEveryMs: 30, takesOrder: true }, "in doubt", "read again"],
  [
    "a huge body",
    { text: `{"code":200,"data":"${"x".repeat(3_000_000)}"}`, takesOrder: true },
    "in doubt",
    "read again",
  ],
];

const inSeconds = (seconds: number) => Date.now() + seconds * 1_000;
const LIMITED = { status: 429, json: saying(429) };
/** 429 with every way to say when to come back, in nine seconds; a date has no fractions. */
const LIMITS: [name: string, behaviour: () => Behaviour, seconds: number][] = [
  ["a reset in epoch milliseconds", () => ({ ...LIMITED, headers: { "x-ratelimit-reset": `${inSeconds(9)}` } }), 9],
  [
    "a reset in epoch seconds",
    () => ({ ...LIMITED, headers: { "x-ratelimit-reset": `${Math.round(inSeconds(9) / 1_000)}` } }),
    9,
  ],
  ["a reset in seconds from now", () => ({ ...LIMITED, headers: { "x-ratelimit-reset": "9" } }), 9],
  [
    "a reset that is an HTTP date",
    () => ({ ...LIMITED, headers: { "x-ratelimit-reset": new Date(inSeconds(9)).toUTCString() } }),
    9,
  ],
  [
    "Retry-After in seconds, which wins",
    () => ({ ...LIMITED, headers: { "retry-after": "9", "x-ratelimit-reset": "50" } }),
    9,
  ],
  [
    "Retry-After as a date, which wins",
    () => ({ ...LIMITED, headers: { "retry-after": new Date(inSeconds(9)).toUTCString(), "x-ratelimit-reset": "50" } }),
    9,
  ],
  ["nothing said", () => LIMITED, 60],
  ["code 429 under HTTP 200", () => ({ json: saying(429), headers: { "retry-after": "9" } }), 9],
  ["an HTML page", () => ({ status: 429, html, headers: { "retry-after": "9" } }), 9],
];

const TOKEN = "test-token-1234";

describeOnBothDatabases("whatever a provider does", () => {
  let simulator: ProviderSimulator;
  let userId: string;
  let connectionId: string;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
  });
  afterAll(() => simulator.stop());
  beforeEach(async () => {
    simulator.orders.length = 0;
    simulator.nextSubmissions.length = 0;
    simulator.onStatus(() => ({}));
    ({ userId } = await newAccount());
    await useProvider(simulator.baseUrl);
  });

  const useProvider = async (baseUrl: string) => {
    provider.baseUrl = baseUrl;
    connectionId = (await saveToken(userId, TOKEN)).id;
  };
  const submit = async (ids?: string[]) => {
    const [view] = await submitGenerations(userId, submissionFor(connectionId, ids));
    if (!view) throw new Error("nothing was submitted");
    return view;
  };
  const rowOf = async (id: string) => {
    const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
    if (!row) throw new Error("the generation is gone");
    return row;
  };
  const connection = async () => {
    const [row] = await (await database()).select().from(connections).where(eq(connections.id, connectionId));
    if (!row) throw new Error("the connection is gone");
    return row;
  };
  /** As if the time that was to be waited for had passed. */
  const timePasses = async () => {
    const db = await database();
    await db.update(connections).set({ notBefore: null, pace: null }).where(eq(connections.id, connectionId));
  };
  /** Everything that might send it a second time. */
  const tryEverything = async (id: string) => {
    await timePasses();
    await reapAbandonedSubmissions();
    await Promise.all([dispatchGeneration(id), dispatchGeneration(id)]);
    await submit([id]);
  };
  const expectOrders = (id: string, count: number) =>
    expect(simulator.orders.filter(({ idempotencyKey }) => idempotencyKey === id)).toHaveLength(count);

  describe("to a paid call", () => {
    it.each(FAULTS)("ends right: %s", async (_, behaviour, after) => {
      simulator.nextSubmissions.push(behaviour);
      const { id, state } = await submit();
      const taken = behaviour.takesOrder ? 1 : 0;
      expectOrders(id, taken);
      if (after === "in doubt") {
        expect(state).toBe("unknown");
        expect(await usageOf(userId)).toMatchObject({ inDoubtCredits: 40, heldCredits: 0, spentCredits: 0 });
        await tryEverything(id);
        expectOrders(id, taken);
        expect((await rowOf(id)).state).toBe("unknown");
      } else if (after === "failed") {
        expect(await rowOf(id)).toMatchObject({ state: "failed", providerMessage: "no" });
        expect(await usageOf(userId)).toMatchObject({ inDoubtCredits: 0, heldCredits: 0, spentCredits: 0 });
        await tryEverything(id);
        expectOrders(id, 0);
      } else {
        expect(state).toBe("queued");
        expect((await connection()).pausedReason).toBe(after);
        expect(await usageOf(userId)).toMatchObject({ inDoubtCredits: 0, heldCredits: 40 });
        await tryEverything(id);
        expectOrders(id, 0);
        if (after === "token_refused") await saveToken(userId, "better-token-5678");
        else await resumeConnection(userId, connectionId);
        await tryEverything(id);
        expectOrders(id, 1);
        expect((await rowOf(id)).state).toBe("waiting");
      }
      expect(JSON.stringify(await rowOf(id))).not.toContain("<h1>");
    });

    it.each(LIMITS)("waits as told and sends it then: %s", async (_, behaviour, seconds) => {
      simulator.nextSubmissions.push(behaviour());
      const { id, state } = await submit();
      expect(state).toBe("queued");
      const waitMs = ((await connection()).notBefore?.getTime() ?? 0) - Date.now();
      expect(waitMs / 1_000).toBeGreaterThan(seconds - 2);
      expect(waitMs / 1_000).toBeLessThanOrEqual(seconds + 1);
      await dispatchGeneration(id);
      expectOrders(id, 0);
      await tryEverything(id);
      expectOrders(id, 1);
    });

    it("waits while connections are refused, and sends it once when somebody listens", async () => {
      const port = await closedPort();
      await useProvider(`http://127.0.0.1:${port}`);
      const { id } = await submit();
      expect(await rowOf(id)).toMatchObject({ state: "queued", errorCode: "PROVIDER_UNREACHABLE", unsentTries: 1 });
      const late = await startProviderSimulator(port);
      await tryEverything(id);
      expect(late.orders).toHaveLength(1);
      expect((await rowOf(id)).state).toBe("waiting");
      await late.stop();
    });

    it("pauses where no name can be resolved, keeps what waits and its hold", async () => {
      await useProvider("http://no-such-host.invalid");
      const { id } = await submit();
      for (let tries = 2; tries <= 6; tries += 1) {
        expect(await rowOf(id)).toMatchObject({ state: "queued", unsentTries: tries - 1 });
        expect((await connection()).pausedReason).toBeNull();
        await timePasses();
        await dispatchGeneration(id);
      }
      expect((await connection()).pausedReason).toBe("unreachable");
      expect(await rowOf(id)).toMatchObject({ state: "queued", errorCode: "PROVIDER_UNREACHABLE" });
      expect(await usageOf(userId)).toMatchObject({ heldCredits: 40, inDoubtCredits: 0 });
    });

    it("knows that nothing was sent when the connection breaks in the TLS handshake", async () => {
      const host = await startResettingHost();
      await useProvider(`https://127.0.0.1:${host.port}`);
      const { id } = await submit();
      expect(await rowOf(id)).toMatchObject({ state: "queued", errorCode: "PROVIDER_UNREACHABLE" });
      await host.stop();
    });

    it("doubts what was being sent when a connection without TLS breaks", async () => {
      const host = await startResettingHost();
      await useProvider(`http://127.0.0.1:${host.port}`);
      expect(await submit()).toMatchObject({ state: "unknown" });
      await host.stop();
    });
  });

  describe("to a status read", () => {
    it.each(FAULTS)("is read again until it ends: %s", async (_, behaviour, __, after) => {
      const { id } = await submit();
      simulator.onStatus(() => behaviour);
      await syncGeneration(id);
      const row = await rowOf(id);
      expect(row.state).toBe("waiting");
      expect(row.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());
      expect(JSON.stringify(row)).not.toContain("<h1>");
      expect((await connection()).pausedReason).toBe(after === "token_refused" ? "token_refused" : null);
      if (after === "token_refused") await saveToken(userId, "better-token-5678");
      simulator.onStatus(() => ({}));
      await syncGeneration(id);
      expect((await rowOf(id)).state).toBe("succeeded");
      expect((await connection()).pausedReason).toBeNull();
      expect(await usageOf(userId)).toMatchObject({ spentCredits: 40, heldCredits: 0, inDoubtCredits: 0 });
      expectOrders(id, 1);
    });

    it.each(LIMITS)("is put off as told: %s", async (_, behaviour, seconds) => {
      const { id } = await submit();
      simulator.onStatus(behaviour);
      await syncGeneration(id);
      const row = await rowOf(id);
      expect(row.state).toBe("waiting");
      const waitMs = (row.nextAttemptAt?.getTime() ?? 0) - Date.now();
      expect(waitMs / 1_000).toBeGreaterThan(seconds - 2);
      expect(waitMs / 1_000).toBeLessThanOrEqual(seconds + 1);
    });

    it("goes on when nobody listens for a while", async () => {
      const port = await closedPort();
      const first = await startProviderSimulator(port);
      await useProvider(first.baseUrl);
      const { id } = await submit();
      await first.stop();
      await syncGeneration(id);
      expect((await rowOf(id)).state).toBe("waiting");
      const second = await startProviderSimulator(port);
      await syncGeneration(id);
      expect((await rowOf(id)).state).toBe("succeeded");
      await second.stop();
    });
  });

  it("reads that one status when its owner presses Check now, unless the provider asked to wait", async () => {
    const [first, second] = [await submit(), await submit()];
    simulator.statusReads.length = 0;
    simulator.onStatus((taskId) => ({ json: { code: 200, data: { task_id: taskId, status: "processing" } } }));
    expect(await checkNow(userId, second.id)).toMatchObject({ id: second.id, state: "running" });
    expect(simulator.statusReads.map(({ taskId }) => taskId)).toEqual([second.taskId]);
    const stranger = await newAccount();
    await expect(checkNow(stranger.userId, second.id)).rejects.toMatchObject({ code: "NOT_FOUND" });

    simulator.onStatus(() => ({ ...LIMITED, headers: { "retry-after": "9" } }));
    await checkNow(userId, first.id);
    await checkNow(userId, second.id);
    expect(simulator.statusReads).toHaveLength(2);
  });

  it("spreads reads by a task's age, in proportion to the median that the connection has seen", async () => {
    const db = await database();
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);
    for (const seconds of [90, 100, 300]) {
      const { id } = await submit();
      await db
        .update(generations)
        .set({ submittedAt: ago(seconds) })
        .where(eq(generations.id, id));
      await syncGeneration(id);
      await timePasses();
    }
    expect((await connection()).typicalSeconds).toBeCloseTo(100, -1);

    const { id } = await submit();
    simulator.onStatus((taskId) => ({ json: { code: 200, data: { task_id: taskId, status: "processing" } } }));
    /** Seconds until the next read of a task of that age. */
    const delayAt = async (ageSeconds: number) => {
      await db
        .update(generations)
        .set({ acceptedAt: ago(ageSeconds) })
        .where(eq(generations.id, id));
      await syncGeneration(id);
      return ((await rowOf(id)).nextAttemptAt?.getTime() ?? 0) / 1_000 - Date.now() / 1_000;
    };
    expect(await delayAt(1)).toBeLessThanOrEqual(2);
    expect(await delayAt(30)).toBeGreaterThan(8);
    expect(await delayAt(100)).toBeLessThan(4);
    expect(await delayAt(250)).toBeGreaterThan(12);
    expect(await delayAt(7_200)).toBeGreaterThan(200);
    expect((await rowOf(id)).state).toBe("running");
  });

  it("is never led to a private address, neither with a purchase nor with a read", async () => {
    const spy = await startSpyHost();
    const redirect = (status: number) => ({ status, headers: { location: `${spy.origin}/v1/generate` }, json: {} });
    simulator.nextSubmissions.push(redirect(307));
    expect(await submit()).toMatchObject({ state: "unknown" });
    const { id } = await submit();
    for (const status of [301, 302, 303, 307, 308]) {
      simulator.onStatus(() => redirect(status));
      await syncGeneration(id);
    }
    expect((await rowOf(id)).state).toBe("waiting");
    expect(spy.visits()).toBe(0);
    await spy.stop();
  });
});
