import "server-only";
import { and, eq, exists, gt, inArray, isNotNull, isNull, notExists, notInArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import type { Trashed, TrashInput } from "#lib/contract/organise";
import { IN_FLIGHT_STATES } from "#lib/domain/generation-state";
import { TRASH_DAYS } from "#lib/domain/trash";
import { inLibrary, inTrash } from "#lib/library/own-videos";

/** Condition on `generations`: it has a video, or one of which `wanted` is true. */
function hasVideo(tx: Database, wanted?: SQL): SQL {
  const ofIt = and(eq(videos.generationId, generations.id), wanted);
  return exists(tx.select({ one: sql`1` }).from(videos).where(ofIt));
}

const hasNoVideo = (tx: Database) =>
  notExists(tx.select({ one: sql`1` }).from(videos).where(eq(videos.generationId, generations.id)));

/** Keeps the generations that are about to change, always in the same order, so that two never wait for each other. */
async function lockGenerations(tx: Database, userId: string, { videoIds, generationIds }: TrashInput): Promise<void> {
  const ofVideos = tx.select({ id: videos.generationId }).from(videos).where(inArray(videos.id, videoIds));
  const named = generationIds.length > 0 ? inArray(generations.id, generationIds) : sql`false`;
  await tx
    .select({ id: generations.id })
    .from(generations)
    .where(and(eq(generations.userId, userId), sql`(${named} or ${inArray(generations.id, ofVideos)})`))
    .orderBy(generations.id)
    .for("update");
}

/**
 * Moves a user's videos into the trash, and generations that ended without any. What may still bring a video
 * that was paid for stays: a generation in flight, and one whose outcome nobody knows. Answers what was moved.
 */
export function moveToTrash(userId: string, input: TrashInput): Promise<Trashed> {
  const { videoIds, generationIds } = input;
  return transaction(async (tx) => {
    await lockGenerations(tx, userId, input);
    const deletedAt = new Date();
    const moved = await tx
      .update(videos)
      .set({ deletedAt })
      .where(inLibrary(userId, videoIds))
      .returning({ id: videos.id, generationId: videos.generationId });
    const mine = and(eq(generations.userId, userId), isNull(generations.deletedAt));
    const parents = moved.map(({ generationId }) => generationId);
    await tx
      .update(generations)
      .set({ deletedAt })
      .where(and(mine, inArray(generations.id, parents), sql`not ${hasVideo(tx, isNull(videos.deletedAt))}`));
    const ended = await tx
      .update(generations)
      .set({ deletedAt })
      .where(
        and(
          mine,
          inArray(generations.id, generationIds),
          notInArray(generations.state, [...IN_FLIGHT_STATES, "unknown"]),
          hasNoVideo(tx),
        ),
      )
      .returning({ id: generations.id });
    return { videoIds: moved.map(({ id }) => id), generationIds: ended.map(({ id }) => id) };
  });
}

/** Brings a user's videos and generations back from the trash, with all their marks. Answers what came back. */
export function restoreFromTrash(userId: string, input: TrashInput): Promise<Trashed> {
  const { videoIds, generationIds } = input;
  return transaction(async (tx) => {
    await lockGenerations(tx, userId, input);
    const back = await tx
      .update(videos)
      .set({ deletedAt: null })
      .where(and(inTrash(userId), inArray(videos.id, videoIds)))
      .returning({ id: videos.id, generationId: videos.generationId });
    const mine = and(eq(generations.userId, userId), isNotNull(generations.deletedAt));
    const isStillThere = gt(generations.deletedAt, sql`now() - make_interval(days => ${TRASH_DAYS})`);
    const parents = back.map(({ generationId }) => generationId);
    await tx
      .update(generations)
      .set({ deletedAt: null })
      .where(and(mine, inArray(generations.id, parents)));
    const generationsBack = await tx
      .update(generations)
      .set({ deletedAt: null })
      .where(and(mine, inArray(generations.id, generationIds), hasNoVideo(tx), isStillThere))
      .returning({ id: generations.id });
    return { videoIds: back.map(({ id }) => id), generationIds: generationsBack.map(({ id }) => id) };
  });
}
