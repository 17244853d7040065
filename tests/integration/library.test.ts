import { v7 as uuidv7 } from "uuid";
import { expect, it } from "vitest";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { indexLibrary } from "#lib/generations/index-library";
import { newAccount } from "#tests/support/accounts";
import { describeOnBothDatabases } from "#tests/support/test-database";

type NewGeneration = Partial<typeof generations.$inferInsert>;

/** Adds a generation as it would stand after its life; its videos have these sides. */
async function add(
  account: Awaited<ReturnType<typeof newAccount>>,
  facts: NewGeneration,
  sides: [width: number | null, height: number | null][] = [],
): Promise<string> {
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
    state: "succeeded",
    priceCredits: 0,
    expectedVideos: 2,
    ...facts,
  });
  for (const [place, [width, height]] of sides.entries()) {
    await db.insert(videos).values({
      id: uuidv7(),
      generationId: id,
      userId: account.userId,
      number: place + 1,
      sourceUrl: "https://example.test/clip.mp4",
      archiveState: "ready",
      deadlineAt: new Date(),
      width,
      height,
    });
  }
  return id;
}

describeOnBothDatabases("library index", () => {
  it("has every generation of one user, newest first, with the shapes of its tiles", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const at = (second: number) => ({ createdAt: new Date(Date.UTC(2026, 10, 22, 10, 0, second)) });
    await add(other, at(9));
    const failed = await add(mine, { ...at(1), state: "failed", ratio: "9:16" });
    const running = await add(mine, { ...at(5), state: "running", ratio: "16:9" });
    const done = await add(mine, at(3), [
      [480, 480],
      [640, 480],
    ]);
    const archiving = await add(mine, { ...at(2), ratio: "2:3" }, [[null, null]]);

    const { ids, seconds, shape, shapes } = await indexLibrary(mine.userId);
    expect(ids).toEqual([running, done, archiving, failed]);
    expect(seconds).toEqual([Date.UTC(2026, 10, 22, 10, 0, 5) / 1_000, -2, -1, -1]);
    expect(shape.map((place) => shapes[place])).toEqual([[1.7778, 1.7778], [1, 1.3333], [0.6667], [0.9]]);
  });

  it("is empty for an empty library", async () => {
    const { userId } = await newAccount();
    expect(await indexLibrary(userId)).toEqual({ ids: [], seconds: [], shape: [], shapes: [] });
  });
});
