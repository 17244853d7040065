import { v7 as uuidv7 } from "uuid";
import { expect, it } from "vitest";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { pause } from "#lib/connections/pause";
import { pauseConnection } from "#lib/connections/pause-connection";
import { resumeConnection } from "#lib/connections/resume-connection";
import { cancelWaiting } from "#lib/generations/cancel-waiting";
import { getBatch } from "#lib/generations/count-batches";
import { listQueue } from "#lib/generations/list-queue";
import { movingOf } from "#lib/generations/moving";
import { takeTurn } from "#lib/generations/turns";
import { hold } from "#lib/ledger/entries";
import { usageOf } from "#lib/ledger/usage";
import { newAccount } from "#tests/support/accounts";
import { describeOnBothDatabases } from "#tests/support/test-database";

type Account = Awaited<ReturnType<typeof newAccount>>;

const facts = (account: Account) => ({
  userId: account.userId,
  connectionId: account.preview.id,
  mode: "normal",
  prompt: "a red kite",
  ratio: "1:1",
  imageUrls: [],
  state: "queued" as const,
  priceCredits: 40,
  expectedVideos: 1,
});

async function add(account: Account, others: Partial<typeof generations.$inferInsert>): Promise<string> {
  const db = await database();
  const id = uuidv7();
  await db.insert(generations).values({ ...facts(account), id, batchId: id, ...others });
  return id;
}

async function addVideos(
  account: Account,
  generationId: string,
  states: (typeof videos.$inferInsert)["archiveState"][],
) {
  const db = await database();
  await db.insert(videos).values(
    states.map((archiveState, place) => ({
      id: uuidv7(),
      generationId,
      userId: account.userId,
      number: place + 1,
      sourceUrl: "https://example.test/video.mp4",
      archiveState,
      deadlineAt: new Date(),
      storageKey: archiveState === "ready" ? "video.mp4" : null,
    })),
  );
}

const holdFor = (userId: string, generationId: string) => transaction((tx) => hold(tx, { userId, generationId }, 40));
const heldBy = async (userId: string) => (await usageOf(userId)).heldCredits;

const at = (second: number) => ({ createdAt: new Date(Date.UTC(2026, 10, 22, 10, 0, second)) });

describeOnBothDatabases("queue", () => {
  it("parts what is in doubt, what moves and what failed, of one user alone", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    await add(other, { state: "unknown" });
    await add(other, { state: "queued" });
    await add(mine, { state: "succeeded" });
    await add(mine, { state: "dismissed" });
    const running = await add(mine, { ...at(2), state: "running" });
    const waiting = await add(mine, { ...at(1), state: "queued" });
    const unbilled = await add(mine, { ...at(4), state: "failed", creditCertainty: "in_doubt" });
    const unanswered = await add(mine, { ...at(3), state: "unknown" });
    const refused = await add(mine, { ...at(5), state: "failed" });
    const billed = await add(mine, { ...at(6), state: "failed", creditCertainty: "reported" });

    const stopped = await add(mine, { ...at(7), state: "cancelled" });

    const { inDoubt, batches, failed, cancelled } = await listQueue(mine.userId);
    expect(inDoubt.items.map(({ id }) => id)).toEqual([unanswered, unbilled]);
    const moving = batches.flatMap(({ items }) => items);
    expect(moving.map(({ id, place }) => [id, place])).toEqual([
      [running, null],
      [waiting, 1],
    ]);
    expect(cancelled.items.map(({ id }) => id)).toEqual([stopped]);
    expect(failed.items.map(({ id }) => id)).toEqual([billed, refused]);
  });

  it("keeps showing what is in doubt from the trash, and nothing else of it", async () => {
    const mine = await newAccount();
    const deletedAt = new Date();
    const held = await add(mine, { state: "unknown", deletedAt });
    await add(mine, { state: "failed", deletedAt });
    const { inDoubt, failed } = await listQueue(mine.userId);
    expect(inDoubt.items.map(({ id }) => id)).toEqual([held]);
    expect(failed.total).toBe(0);
  });

  it("counts what it does not show", async () => {
    const mine = await newAccount();
    for (let n = 0; n < 62; n++) await add(mine, { ...at(n), state: "unknown" });
    const { inDoubt } = await listQueue(mine.userId);
    expect([inDoubt.items.length, inDoubt.total]).toEqual([60, 62]);
  });

  it("counts what became of a batch, and keeps it until its videos are kept", async () => {
    const mine = await newAccount();
    const batchId = uuidv7();
    for (const [n, state] of (["succeeded", "failed", "cancelled", "running", "queued", "queued"] as const).entries()) {
      const id = await add(mine, { ...at(n), batchId, state });
      if (state === "succeeded") await addVideos(mine, id, ["ready", "pending"]);
    }
    const { batches } = await listQueue(mine.userId);
    expect(batches).toHaveLength(1);
    expect(batches[0]).toMatchObject({ total: 6, waiting: 2, sent: 1, saving: 1, ready: 0, failed: 1, cancelled: 1 });
    expect(batches[0]?.items.map(({ state }) => state)).toEqual(["succeeded", "running", "queued", "queued"]);
    expect(batches[0]?.items[0]?.videos).toEqual({ known: 2, kept: 1 });
    expect(await movingOf(mine.userId)).toMatchObject({ waiting: 2, sent: 1, saving: 1, batchIds: [batchId] });
    expect(await getBatch(mine.userId, batchId)).toMatchObject({ prompt: "a red kite", videoId: expect.any(String) });
    const other = await newAccount();
    await expect(getBatch(other.userId, batchId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await movingOf(other.userId)).toMatchObject({ waiting: 0, sent: 0, saving: 0, batchIds: [] });
  });

  it("cancels what waits of a batch, or of everything, and gives the holds back", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const batchId = uuidv7();
    const kept = await add(other, { state: "queued" });
    const sent = await add(mine, { batchId, state: "running" });
    const waiting = [await add(mine, { batchId }), await add(mine, { batchId })];
    const alone = await add(mine, {});
    for (const generationId of [sent, alone, ...waiting]) await holdFor(mine.userId, generationId);
    expect(await heldBy(mine.userId)).toBe(160);

    expect(await cancelWaiting(other.userId, batchId)).toBe(0);
    expect(await cancelWaiting(mine.userId, batchId)).toBe(2);
    expect(await heldBy(mine.userId)).toBe(80);
    expect(await cancelWaiting(mine.userId, null)).toBe(1);
    expect(await heldBy(mine.userId)).toBe(40);
    expect(await cancelWaiting(mine.userId, null)).toBe(0);
    const db = await database();
    const states = await db.select({ id: generations.id, state: generations.state }).from(generations);
    const stateOf = new Map(states.map(({ id, state }) => [id, state]));
    expect([kept, sent, alone, ...waiting].map((id) => stateOf.get(id))).toEqual([
      "queued",
      "running",
      "cancelled",
      "cancelled",
      "cancelled",
    ]);
  });

  it("sends nothing on a connection that its owner paused, and reads on", async () => {
    const mine = await newAccount();
    const due = new Date(Date.now() - 1_000);
    const waiting = await add(mine, { nextAttemptAt: due });
    await pauseConnection(mine.userId, mine.preview.id);
    expect(await takeTurn(mine.preview.id)).toMatchObject({ kind: "none" });
    expect(await takeTurn(mine.preview.id, waiting)).toMatchObject({ kind: "none" });
    const sent = await add(mine, { state: "running", providerTaskId: "task_1", nextAttemptAt: due, acceptedAt: due });
    expect(await takeTurn(mine.preview.id)).toMatchObject({ kind: "status", generationId: sent });
    expect(await takeTurn(mine.preview.id)).toMatchObject({ kind: "none" });

    // What the provider says meanwhile does not end the pause, nor turn it into one that ends by itself.
    await transaction((tx) => pause(tx, mine.preview.id, "unreachable"));
    expect((await listQueue(mine.userId)).connections).toMatchObject([{ pausedReason: "user", waiting: 1, sent: 1 }]);
    await resumeConnection(mine.userId, mine.preview.id);
    expect(await takeTurn(mine.preview.id)).toMatchObject({ kind: "submission", generation: { id: waiting } });
  });

  it("lists five hundred that wait, each with its place", async () => {
    const mine = await newAccount();
    const db = await database();
    const batchIds = Array.from({ length: 63 }, () => uuidv7());
    await db.insert(generations).values(
      Array.from({ length: 500 }, (_, n) => ({
        ...facts(mine),
        ...at(n % 50),
        id: uuidv7(),
        batchId: batchIds[n % 63] ?? "",
        prompt: "p".repeat(5_000),
      })),
    );
    const { batches } = await listQueue(mine.userId);
    const items = batches.flatMap((batch) => batch.items);
    expect(items.map(({ place }) => place).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 500 }, (_, n) => n + 1),
    );
    expect(items.every(({ prompt }) => prompt.length <= 160)).toBe(true);
    expect(await cancelWaiting(mine.userId, null)).toBe(500);
  });
});
