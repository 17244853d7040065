import "server-only";
import { and, eq, inArray, isNotNull, lt, notExists, or, type SQL, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { collectionVideos, videoTags } from "#db/schema/library";
import { transaction } from "#db/transaction";
import type { Trashed, TrashInput } from "#lib/contract/organise";
import { TRASH_DAYS } from "#lib/domain/trash";
import { inTrash } from "#lib/library/own-videos";
import { dropUnusedTags } from "#lib/library/tags";
import { log } from "#lib/log";
import { archiveStorage } from "#lib/storage/archive-storage";

/** Videos that one transaction gives up, and whose files one round removes. */
const BATCH = 200;

const trashDays = sql`make_interval(days => ${TRASH_DAYS})`;

/** Gives videos up for good. The rows stay for the accounts; files go after the commit, by `removeErasedFiles`. */
async function giveUp(tx: Database, where: SQL | undefined): Promise<{ id: string; userId: string }[]> {
  const found = tx.select({ id: videos.id }).from(videos).where(where).orderBy(videos.id).limit(BATCH).for("update");
  const given = await tx
    .update(videos)
    .set({ erasedAt: new Date(), thumbhash: null, favourite: false, nextAttemptAt: null })
    .where(inArray(videos.id, found))
    .returning({ id: videos.id, userId: videos.userId });
  const ids = given.map(({ id }) => id);
  if (ids.length === 0) return given;
  await tx.delete(videoTags).where(inArray(videoTags.videoId, ids));
  await tx.delete(collectionVideos).where(inArray(collectionVideos.videoId, ids));
  for (const userId of new Set(given.map((video) => video.userId))) await dropUnusedTags(tx, userId);
  return given;
}

/** Gives up all that `where` finds, some at a time: a long transaction would keep everybody waiting. */
async function giveUpAll(where: SQL | undefined): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const given = await transaction((tx) => giveUp(tx, where));
    ids.push(...given.map(({ id }) => id));
    if (given.length < BATCH) return ids;
  }
}

/** A generation without videos has nothing to erase: its time in the trash is over, and it is shown no more. */
async function endTimeInTrash(userId: string, wanted: SQL | undefined): Promise<string[]> {
  const db = await database();
  const ofIt = db.select({ one: sql`1` }).from(videos).where(eq(videos.generationId, generations.id));
  const ended = await db
    .update(generations)
    .set({ deletedAt: sql`now() - ${trashDays}` })
    .where(and(eq(generations.userId, userId), isNotNull(generations.deletedAt), notExists(ofIt), wanted))
    .returning({ id: generations.id });
  return ended.map(({ id }) => id);
}

/**
 * Erases some of what is in a user's trash now: bytes, marks, tags and places in collections. What it cost
 * stays in the ledger and in the history. Can't be undone. Answers what was erased.
 */
export async function eraseNow(userId: string, { videoIds, generationIds }: TrashInput): Promise<Trashed> {
  const erased = await giveUpAll(and(inTrash(userId), inArray(videos.id, videoIds)));
  const ended = await endTimeInTrash(userId, inArray(generations.id, generationIds));
  await removeErasedFiles(userId);
  return { videoIds: erased, generationIds: ended };
}

/** Erases all that is in a user's trash, as `eraseNow` does. Answers how much it was. */
export async function emptyTrash(userId: string): Promise<{ erased: number }> {
  const erased = await giveUpAll(inTrash(userId));
  const ended = await endTimeInTrash(userId, sql`${generations.deletedAt} > now() - ${trashDays}`);
  await removeErasedFiles(userId);
  return { erased: erased.length + ended.length };
}

/**
 * Removes the files of erased videos, of one user or of all. Keys are forgotten after their files are gone, so
 * that what fails is tried again; a video that was still on its way when it was erased loses its bytes the same way.
 */
async function removeErasedFiles(userId?: string): Promise<number> {
  const db = await database();
  const storage = archiveStorage();
  let after = "00000000-0000-0000-0000-000000000000";
  let removed = 0;
  for (;;) {
    const left = await db
      .select({ id: videos.id, storageKey: videos.storageKey, posterKey: videos.posterKey })
      .from(videos)
      .where(
        and(
          // Erased videos are among those in the trash, for which there is an index.
          isNotNull(videos.deletedAt),
          isNotNull(videos.erasedAt),
          or(isNotNull(videos.storageKey), isNotNull(videos.posterKey)),
          userId ? eq(videos.userId, userId) : undefined,
          sql`${videos.id} > ${after}::uuid`,
        ),
      )
      .orderBy(videos.id)
      .limit(BATCH);
    for (const { id, storageKey, posterKey } of left) {
      after = id;
      try {
        for (const key of [storageKey, posterKey]) if (key) await storage.remove(key);
        await db.update(videos).set({ storageKey: null, posterKey: null }).where(eq(videos.id, id));
        removed += 1;
      } catch (err) {
        log().warn({ err, videoId: id }, "the files of an erased video could not be removed yet");
      }
    }
    if (left.length < BATCH) return removed;
  }
}

/** Erases what has been in the trash for its whole time, and removes files that an earlier try left behind. */
export async function sweepTrash(): Promise<void> {
  const isOver = and(lt(videos.deletedAt, sql`now() - ${trashDays}`), sql`${videos.erasedAt} is null`);
  const erased = await giveUpAll(isOver);
  const removed = await removeErasedFiles();
  if (erased.length + removed > 0) log().info({ erased: erased.length, removed }, "the trash was swept");
}
