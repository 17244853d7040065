import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { saveToken } from "#lib/connections/save-token";
import { adoptTask } from "#lib/generations/adopt-task";
import { dismissGeneration } from "#lib/generations/dismiss-generation";
import { submitGenerations } from "#lib/generations/submit-generations";
import { checkLedger } from "#lib/ledger/check-ledger";
import { usageOf } from "#lib/ledger/usage";
import { newAccount } from "#tests/support/accounts";
import { completed, type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { submissionFor } from "#tests/support/submission";
import { describeOnBothDatabases } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});

const TOKEN = "test-token-1234";
const LINK = "https://a.example/1.mp4";

describeOnBothDatabases("a task that was made elsewhere", () => {
  let simulator: ProviderSimulator;
  let userId: string;
  let connectionId: string;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
    provider.baseUrl = simulator.baseUrl;
  });
  afterAll(() => simulator.stop());
  beforeEach(async () => {
    simulator.orders.length = 0;
    simulator.nextSubmissions.length = 0;
    simulator.statusReads.length = 0;
    ({ userId } = await newAccount());
    ({ id: connectionId } = await saveToken(userId, TOKEN));
  });

  const adopt = (taskId: string, generationId: string | null = null) =>
    adoptTask(userId, { connectionId, taskId, generationId });
  const rows = async () => (await database()).select().from(generations).where(eq(generations.userId, userId));
  const balanced = async () => expect((await checkLedger(await database())).wrongGenerations).toEqual([]);
  const running = (request?: object) => ({
    json: { code: 200, data: { task_id: "t", status: "processing", request } },
  });

  it("is looked up first, and is in the library with what was asked, its videos and what it cost", async () => {
    simulator.onStatus((taskId) => ({ json: completed(taskId, [LINK], 35) }));
    const { generation, known } = await adopt("task_elsewhere");
    expect(known).toBe(false);
    expect(generation).toMatchObject({
      state: "succeeded",
      taskId: "task_elsewhere",
      ...{ prompt: "a prompt", mode: "fun", ratio: "1:1", consumedCredits: 35, creditCertainty: "reported" },
    });
    expect(simulator.statusReads).toEqual([{ taskId: "task_elsewhere", token: TOKEN }]);
    expect(simulator.orders).toHaveLength(0);
    const outputs = await (await database()).select().from(videos).where(eq(videos.generationId, generation.id));
    expect(outputs).toMatchObject([{ sourceUrl: LINK, archiveState: "pending" }]);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 0, inDoubtCredits: 0, spentCredits: 35 });
    await balanced();
  });

  it("holds its price while it runs, and goes by its id where nobody says what was asked", async () => {
    simulator.onStatus(() => running());
    const { generation } = await adopt("task_running");
    expect(generation).toMatchObject({ state: "running", prompt: "task_running", mode: "normal", ratio: "1:1" });
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 40, spentCredits: 0 });
    const [row] = await rows();
    expect(row?.nextAttemptAt).not.toBeNull();
    await balanced();
  });

  it("takes what was asked only as far as it makes sense", async () => {
    const images = ["javascript:alert(1)", 7, "https://a.example/a.png"];
    simulator.onStatus(() => running({ prompt: "x".repeat(9_000), mode: 12, ratio: "21:9", images }));
    const { generation } = await adopt("task_odd");
    expect(generation).toMatchObject({ mode: "normal", ratio: "21:9", imageUrls: ["https://a.example/a.png"] });
    expect(generation.prompt).toHaveLength(5_000);
  });

  it("leaves the credits of a failure without a bill in doubt", async () => {
    simulator.onStatus(() => ({ json: { code: 200, data: { task_id: "t", status: "failed", error_message: "no" } } }));
    expect((await adopt("task_failed")).generation).toMatchObject({ state: "failed", creditCertainty: "in_doubt" });
    expect(await usageOf(userId)).toMatchObject({ inDoubtCredits: 40 });
    await balanced();
  });

  it("is there once, however often and at once it is added", async () => {
    simulator.onStatus(() => running());
    const added = await Promise.all([adopt("task_twice"), adopt("task_twice"), adopt("task_twice")]);
    expect(added.filter(({ known }) => !known)).toHaveLength(1);
    expect(new Set(added.map(({ generation }) => generation.id)).size).toBe(1);
    expect(await adopt("task_twice")).toMatchObject({ known: true });
    expect(await rows()).toHaveLength(1);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 40 });
  });

  it("shows a task of our own as the one that is there", async () => {
    const [sent] = await submitGenerations(userId, submissionFor(connectionId));
    expect(await adopt(sent?.taskId ?? "")).toMatchObject({ known: true, generation: { id: sent?.id } });
    expect(simulator.statusReads).toHaveLength(0);
  });

  it.each([
    ["TASK_NOT_KNOWN", { status: 404, json: { code: 404, message: "no such task" } }],
    ["TOKEN_REFUSED", { status: 401, json: { code: 401, message: "no" } }],
    ["PROVIDER_LIMITED", { status: 429, headers: { "retry-after": "7" }, json: { code: 429, message: "slow" } }],
    ["PROVIDER_UNREADABLE", { status: 502, html: "<html></html>" }],
    ["PROVIDER_UNREACHABLE", { reset: true }],
  ])("is refused with %s, and nothing is saved", async (code, behaviour) => {
    simulator.onStatus(() => behaviour);
    await expect(adopt("task_no")).rejects.toMatchObject({ code });
    expect(await rows()).toEqual([]);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 0, generations: 0 });
  });

  it("can be nobody else's business", async () => {
    const other = await newAccount();
    const input = { connectionId, taskId: "task_x", generationId: null };
    await expect(adoptTask(other.userId, input)).rejects.toMatchObject({ code: "CONNECTION_MISSING" });
  });

  it("is one purchase where it is added while the call that makes it is under way", async () => {
    simulator.onStatus((taskId) => ({ json: completed(taskId, [LINK]) }));
    simulator.nextSubmissions.push({ afterMs: 1_000 });
    const submitting = submitGenerations(userId, submissionFor(connectionId));
    const taskId = await vi.waitUntil(() => simulator.orders[0]?.taskId);
    const { generation: added, known } = await adopt(taskId);
    expect(known).toBe(false);
    const [sent] = await submitting;
    await vi.waitFor(async () =>
      expect(await rows()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: added.id, state: "succeeded", providerTaskId: taskId, consumedCredits: 40 }),
          expect.objectContaining({ id: sent?.id, state: "failed", errorCode: "TASK_ADOPTED", consumedCredits: 0 }),
        ]),
      ),
    );
    expect(simulator.orders).toHaveLength(1);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 0, inDoubtCredits: 0, spentCredits: 40 });
    await balanced();
  });

  it("is what became of a call in doubt, also of one that was dismissed: its credits are counted once", async () => {
    const doubtful = async () => {
      simulator.nextSubmissions.push({ reset: true });
      const [view] = await submitGenerations(userId, submissionFor(connectionId));
      return view?.id ?? "";
    };
    simulator.onStatus((taskId) => ({ json: completed(taskId, [LINK], 38) }));
    const unknown = await doubtful();
    expect(await adopt("task_found", unknown)).toMatchObject({
      known: false,
      generation: { id: unknown, state: "succeeded", taskId: "task_found", consumedCredits: 38 },
    });
    const dismissed = await doubtful();
    await dismissGeneration(userId, dismissed);
    expect(await adopt("task_late", dismissed)).toMatchObject({ generation: { id: dismissed, state: "succeeded" } });
    expect(await rows()).toHaveLength(2);
    expect(await usageOf(userId)).toMatchObject({ heldCredits: 0, inDoubtCredits: 0, spentCredits: 76 });
    await expect(adopt("task_another", unknown)).rejects.toMatchObject({ code: "CONFLICT" });
    await balanced();
  });
});
