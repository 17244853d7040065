import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { saveToken } from "#lib/connections/save-token";
import { addGenerations } from "#lib/generations/submit-generations";
import { workConnection } from "#lib/generations/work-connection";
import { newAccount } from "#tests/support/accounts";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { submissionFor } from "#tests/support/submission";
import { describeOnBothDatabases } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});

/** Much longer than any turn is waited for. */
const SLOW_MS = 8_000;

describeOnBothDatabases("a connection at work", () => {
  let simulator: ProviderSimulator;
  beforeAll(async () => {
    simulator = await startProviderSimulator();
    provider.baseUrl = simulator.baseUrl;
  });
  afterAll(() => simulator.stop());

  it("serves what comes up while a call of its own gets no answer yet", async () => {
    const { userId } = await newAccount();
    const { id: connectionId } = await saveToken(userId, "test-token-1234");
    const [slow, quick] = [uuidv7(), uuidv7()];
    const add = (id: string) => transaction((tx) => addGenerations(tx, userId, submissionFor(connectionId, [id])));
    const stateOf = async (id: string) => {
      const [row] = await (await database()).select().from(generations).where(eq(generations.id, id));
      return row?.state;
    };
    simulator.onStatus((taskId) => ({ json: { code: 200, data: { task_id: taskId, status: "processing" } } }));
    simulator.nextSubmissions.push({ afterMs: SLOW_MS });
    const stop = new AbortController();
    await add(slow);
    const working = workConnection(connectionId, stop.signal);
    await vi.waitFor(() => expect(simulator.orders.map(({ idempotencyKey }) => idempotencyKey)).toEqual([slow]));
    await add(quick);
    await vi.waitFor(async () => expect(await stateOf(quick)).toBe("waiting"), { timeout: SLOW_MS - 2_000 });
    expect(await stateOf(slow)).toBe("submitting");
    stop.abort();
    await working;
    expect(await stateOf(slow)).toBe("waiting");
    expect(simulator.orders.map(({ idempotencyKey }) => idempotencyKey)).toEqual([slow, quick]);
    simulator.orders.length = 0;
  }, 40_000);
});
