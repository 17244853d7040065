import { v7 as uuidv7 } from "uuid";
import { expect, it } from "vitest";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { listQueue } from "#lib/generations/list-queue";
import { newAccount } from "#tests/support/accounts";
import { describeOnBothDatabases } from "#tests/support/test-database";

type Account = Awaited<ReturnType<typeof newAccount>>;

async function add(account: Account, facts: Partial<typeof generations.$inferInsert>): Promise<string> {
  const db = await database();
  const id = uuidv7();
  await db.insert(generations).values({
    id,
    userId: account.userId,
    connectionId: account.preview.id,
    batchId: id,
    mode: "normal",
    prompt: "a red kite",
    ratio: "1:1",
    imageUrls: [],
    state: "queued",
    priceCredits: 40,
    expectedVideos: 1,
    ...facts,
  });
  return id;
}

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

    const { inDoubt, moving, failed } = await listQueue(mine.userId);
    expect(inDoubt.items.map(({ id }) => id)).toEqual([unanswered, unbilled]);
    expect(moving.items.map(({ id }) => id)).toEqual([waiting, running]);
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
});
