import { v7 as uuidv7 } from "uuid";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import type { newAccount } from "#tests/support/accounts";

export type Account = Awaited<ReturnType<typeof newAccount>>;
export type GenerationFacts = Partial<typeof generations.$inferInsert>;
type VideoFacts = Partial<typeof videos.$inferInsert>;

/** Adds a generation as it would stand after its life, with these videos; what is not said is as usual. */
export async function newGeneration(
  account: Account,
  facts: GenerationFacts = {},
  outputs: VideoFacts[] = [],
): Promise<{ id: string; videoIds: string[] }> {
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
  const videoIds: string[] = [];
  for (const [place, output] of outputs.entries()) {
    const videoId = uuidv7();
    videoIds.push(videoId);
    await db.insert(videos).values({
      id: videoId,
      generationId: id,
      userId: account.userId,
      number: place + 1,
      sourceUrl: "https://example.test/clip.mp4",
      archiveState: "ready",
      deadlineAt: new Date(),
      ...output,
    });
  }
  return { id, videoIds };
}
