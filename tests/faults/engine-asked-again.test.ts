import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { saveToken } from "#lib/connections/save-token";
import { dispatchGeneration, reapAbandonedSubmissions } from "#lib/generations/dispatch-generation";
import { submitGenerations } from "#lib/generations/submit-generations";
import { newAccount } from "#tests/support/accounts";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { submissionFor } from "#tests/support/submission";
import { describeOnBothDatabases } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return {
    ...actual,
    env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }),
    engineUrl: () => provider.baseUrl,
  };
});

const DAY_MS = 24 * 3_600_000;

describeOnBothDatabases("a call to the built-in engine whose answer was lost", () => {
  let simulator: ProviderSimulator;
  let userId: string;
  let previewId: string;
  let paidId: string;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
    provider.baseUrl = simulator.baseUrl;
  });
  afterAll(() => simulator.stop());
  beforeEach(async () => {
    simulator.orders.length = 0;
    simulator.nextSubmissions.length = 0;
    const account = await newAccount();
    userId = account.userId;
    previewId = account.preview.id;
    paidId = (await saveToken(userId, "test-token-1234")).id;
  });

  const submit = async (connectionId: string, id = uuidv7()) => {
    const [view] = await submitGenerations(userId, submissionFor(connectionId, [id]));
    return view?.state;
  };
  const rowOf = async (id: string) => {
    const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
    return row;
  };
  /** Sends it, and goes back to where a process is that was killed before it heard the answer. */
  const dieInFlight = async (connectionId: string, facts: Partial<typeof generations.$inferInsert> = {}) => {
    const id = uuidv7();
    await submit(connectionId, id);
    await (await database())
      .update(generations)
      .set({ state: "submitting", providerTaskId: null, leaseExpiresAt: new Date(Date.now() - 1), ...facts })
      .where(eq(generations.id, id));
    return id;
  };

  it.each([
    ["a reset", { reset: true }],
    ["HTTP 500", { status: 500, json: { code: 500, message: "Internal error" } }],
    ["HTTP 409: its first request is in flight", { status: 409, json: { code: 409, message: "Conflict" } }],
  ])("is made again by the same key after %s", async (_, behaviour) => {
    const id = uuidv7();
    simulator.nextSubmissions.push(behaviour);
    expect(await submit(previewId, id)).toBe("queued");
    await dispatchGeneration(id);
    expect(await rowOf(id)).toMatchObject({ state: "waiting", unsentTries: 0, errorCode: null });
    expect(new Set(simulator.orders.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([id]));
  });

  it("is made again when the process was killed in flight; one to the paid API never is", async () => {
    const preview = await dieInFlight(previewId);
    const paid = await dieInFlight(paidId);
    expect(await reapAbandonedSubmissions()).toBe(2);
    expect((await rowOf(preview))?.state).toBe("queued");
    expect((await rowOf(paid))?.state).toBe("unknown");
    await dispatchGeneration(preview);
    await dispatchGeneration(paid);
    expect((await rowOf(preview))?.state).toBe("waiting");
    expect(simulator.orders.filter(({ idempotencyKey }) => idempotencyKey === paid)).toHaveLength(1);
  });

  it("stays in doubt once the engine may have forgotten the key", async () => {
    const id = await dieInFlight(previewId, { createdAt: new Date(Date.now() - DAY_MS) });
    await reapAbandonedSubmissions();
    expect((await rowOf(id))?.state).toBe("unknown");
  });
});
