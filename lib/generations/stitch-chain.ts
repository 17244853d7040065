import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { AppError } from "#lib/domain/app-error";
import { PROMPT_MAX_CHARACTERS } from "#lib/domain/prompts";
import { chainOf } from "#lib/generations/chain";
import { enqueue, nudge } from "#lib/queue/enqueue";

/** No link of a provider's dies: nothing has to be done by then. */
const NO_DEADLINE = new Date(Date.UTC(9999, 0));

/**
 * Has the chain that ends with a user's own video made into one video of the library: a generation of its own,
 * free, that was never sent anywhere. The clips stay. It is worked on in the background.
 * @param newId UUIDv7 made by the browser: the same id twice stitches once
 * @returns id of the video that is being made
 * @throws {AppError} NOT_FOUND; CHAIN_NOT_READY for a chain of one clip, or with one that is not there (any more)
 */
export async function stitchChain(userId: string, videoId: string, newId: string): Promise<{ videoId: string }> {
  const made = await transaction(async (tx) => {
    const known = await stitchedBefore(tx, userId, newId);
    if (known) return known;
    const chain = await chainOf(tx, userId, videoId);
    if (chain.length === 0) throw new AppError("NOT_FOUND");
    if (chain.length < 2 || chain.some(({ ready }) => !ready)) throw new AppError("CHAIN_NOT_READY");
    return add(
      tx,
      userId,
      newId,
      chain.map((clip) => clip.videoId),
    );
  });
  nudge("stitch");
  return { videoId: made };
}

async function stitchedBefore(tx: Database, userId: string, newId: string): Promise<string | undefined> {
  const [known] = await tx
    .select({ userId: generations.userId, videoId: videos.id })
    .from(generations)
    .leftJoin(videos, eq(videos.generationId, generations.id))
    .where(eq(generations.id, newId));
  if (known && (known.userId !== userId || !known.videoId)) throw new AppError("CONFLICT");
  return known?.videoId ?? undefined;
}

async function add(tx: Database, userId: string, newId: string, clipIds: string[]): Promise<string> {
  const clips = await tx
    .select({ videoId: videos.id, generation: generations })
    .from(videos)
    .innerJoin(generations, eq(generations.id, videos.generationId))
    .where(and(inArray(videos.id, clipIds), eq(videos.userId, userId)));
  const inOrder = clipIds.flatMap((id) => clips.find((clip) => clip.videoId === id)?.generation ?? []);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last) throw new AppError("CHAIN_NOT_READY");
  const prompts = [...new Set(inOrder.map(({ prompt }) => prompt))].join("\n");
  const now = new Date();
  await tx.insert(generations).values({
    id: newId,
    userId,
    // Nothing is sent on it: it tells by whom the clips were made.
    connectionId: last.connectionId,
    batchId: uuidv7(),
    parentId: last.id,
    relation: "stitch",
    mode: first.mode,
    prompt: [...prompts].slice(0, PROMPT_MAX_CHARACTERS).join(""),
    ratio: first.ratio,
    imageUrls: [],
    state: "succeeded",
    priceCredits: 0,
    expectedVideos: 1,
    consumedCredits: 0,
    creditCertainty: "reported",
    finishedAt: now,
  });
  const videoId = uuidv7();
  await tx.insert(videos).values({
    id: videoId,
    generationId: newId,
    userId,
    number: 1,
    sourceUrl: "",
    clipIds,
    progress: 0,
    archiveState: "pending",
    deadlineAt: NO_DEADLINE,
    nextAttemptAt: now,
  });
  await enqueue(tx, "stitch", { videoId });
  return videoId;
}
