import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { listConnections } from "#lib/connections/list-connections";
import { saveToken } from "#lib/connections/save-token";
import { resolveDoubt } from "#lib/generations/resolve-doubt";
import { submitGenerations } from "#lib/generations/submit-generations";
import { syncGeneration } from "#lib/generations/sync-generation";
import { usageOf } from "#lib/ledger/usage";
import { boss } from "#lib/queue/boss";
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

describeOnBothDatabases("a status read", () => {
  let simulator: ProviderSimulator;
  let userId: string;
  let connectionId: string;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
    provider.baseUrl = simulator.baseUrl;
  });
  afterAll(() => simulator.stop());
  beforeEach(async () => {
    ({ userId } = await newAccount());
    ({ id: connectionId } = await saveToken(userId, TOKEN));
  });

  const submit = async () => {
    const [view] = await submitGenerations(userId, submissionFor(connectionId));
    if (!view) throw new Error("nothing was submitted");
    return view;
  };

  it.each([
    ["reported credits", completed("t", ["https://a.example/1.mp4"], 35), 35, "reported"],
    ["the price where none are reported", completed("t", ["https://a.example/1.mp4"], null), 40, "assumed"],
  ])("settles %s on success", async (_, json, credits, certainty) => {
    const { id } = await submit();
    simulator.onStatus(() => ({ json }));
    await Promise.all([syncGeneration(id), syncGeneration(id)]);
    const db = await database();
    const [row] = await db.select().from(generations).where(eq(generations.id, id));
    expect(row).toMatchObject({ state: "succeeded", consumedCredits: credits, creditCertainty: certainty });
    expect(await usageOf(userId)).toMatchObject({ spentCredits: credits, heldCredits: 0 });
  });

  it.each([
    ["reported", { consumed_credits: 0 }, "reported", { spentCredits: 0, heldCredits: 0, inDoubtCredits: 0 }],
    ["not reported", {}, "in_doubt", { spentCredits: 0, heldCredits: 0, inDoubtCredits: 40 }],
  ])("keeps a failure's words and its credits as %s", async (_, facts, creditCertainty, usage) => {
    const { id } = await submit();
    const data = { task_id: "t", status: "FAILED", error_message: "File type not supported", ...facts };
    simulator.onStatus(() => ({ json: { code: 200, data } }));
    await syncGeneration(id);
    const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
    expect(row).toMatchObject({ state: "failed", providerMessage: "File type not supported", creditCertainty });
    expect(await usageOf(userId)).toMatchObject(usage);
  });

  it.each([
    [true, { spentCredits: 40, inDoubtCredits: 0, heldCredits: 0 }],
    [false, { spentCredits: 0, inDoubtCredits: 0, heldCredits: 0 }],
  ])("lets the user say whether a failure was charged: %s", async (charged, usage) => {
    const { id } = await submit();
    simulator.onStatus(() => ({ json: { code: 200, data: { task_id: "t", status: "FAILED" } } }));
    await syncGeneration(id);
    const other = await newAccount();
    await expect(resolveDoubt(other.userId, id, charged)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await resolveDoubt(userId, id, charged)).toMatchObject({ creditCertainty: "assumed" });
    expect(await usageOf(userId)).toMatchObject(usage);
    await expect(resolveDoubt(userId, id, !charged)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it.each([
    ["HTML", { status: 502, html: "<html></html>" }],
    ["a reset", { reset: true }],
    ["nonsense", { json: { data: 7 } }],
    ["a 404 in its first minute", { status: 404, json: { code: 404, message: "no" } }],
    ["another word for running", { json: { code: 200, data: { task_id: "t", status: "thinking hard" } } }],
  ])("goes on after %s", async (_, behaviour) => {
    const { id } = await submit();
    simulator.onStatus(() => behaviour);
    await syncGeneration(id);
    const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
    expect(["waiting", "running"]).toContain(row?.state);
    expect(row?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());
  });

  it("asks about a task that the provider does not know every hour for a week, in doubt, then gives up", async () => {
    const { id } = await submit();
    const db = await database();
    simulator.onStatus(() => ({ status: 404, json: { code: 404, message: "no" } }));
    const readSince = async (ageMs: number) => {
      const unknownTaskSince = new Date(Date.now() - ageMs);
      await db.update(generations).set({ unknownTaskSince }).where(eq(generations.id, id));
      await syncGeneration(id);
      const [row] = await db.select().from(generations).where(eq(generations.id, id));
      return row;
    };
    const doubted = await readSince(120_000);
    expect(doubted).toMatchObject({ state: "waiting", errorCode: "TASK_UNKNOWN", creditCertainty: "in_doubt" });
    const minutes = ((doubted?.nextAttemptAt?.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeCloseTo(60, 0);
    const ended = await readSince(8 * 24 * 3_600_000);
    expect(ended).toMatchObject({ state: "failed", errorCode: "TASK_UNKNOWN", creditCertainty: "in_doubt" });
    expect(await usageOf(userId)).toMatchObject({ inDoubtCredits: 40 });
  });

  it("calls for the archive in the commit that has the links", async () => {
    const { id } = await submit();
    simulator.onStatus((taskId) => ({ json: completed(taskId, ["https://a.example/1.mp4"]) }));
    await syncGeneration(id);
    const [video] = await (await database()).select().from(videos).where(eq(videos.generationId, id));
    const [job] = await (await boss()).findJobs("archive", { key: video?.id ?? "" });
    expect(job?.state).toBe("created");
    expect(new Date(job?.startAfter ?? 0).getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("fails a success without any output after three reads, its credits in doubt", async () => {
    const { id } = await submit();
    simulator.onStatus(() => ({ json: { code: 200, data: { task_id: "t", status: "success", response: null } } }));
    for (let read = 0; read < 3; read += 1) await syncGeneration(id);
    const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
    expect(row).toMatchObject({ state: "failed", errorCode: "NO_OUTPUT", creditCertainty: "in_doubt" });
  });

  it("does not pause new calls for the refused token of another address", async () => {
    const { id } = await submit();
    const elsewhere = await startProviderSimulator();
    const { baseUrl } = provider;
    provider.baseUrl = elsewhere.baseUrl;
    try {
      await saveToken(userId, "better-token-5678");
      simulator.onStatus(() => ({ status: 401, json: { code: 401 } }));
      await syncGeneration(id);
      const connection = (await listConnections(userId)).find((one) => one.id === connectionId);
      expect(connection?.pausedReason).toBeNull();
      await submit();
      expect(elsewhere.orders).toHaveLength(1);
    } finally {
      provider.baseUrl = baseUrl;
      await elsewhere.stop();
    }
  });

  it("reads with the new token after the old one was replaced and refused", async () => {
    const { id } = await submit();
    await saveToken(userId, "better-token-5678");
    const reads = simulator.statusReads.length;
    simulator.onStatus(() => {
      const token = simulator.statusReads.at(-1)?.token;
      return token === TOKEN ? { status: 401, json: { code: 401 } } : {};
    });
    await syncGeneration(id);
    expect(simulator.statusReads.slice(reads).map(({ token }) => token)).toEqual([TOKEN, "better-token-5678"]);
    const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
    expect(row?.state).toBe("succeeded");
  });
});
