import "server-only";
import { and, count, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, database } from "#db/client";
import { videos } from "#db/schema/generations";
import { tags, videoTags } from "#db/schema/library";
import { transaction } from "#db/transaction";
import type { TagList } from "#lib/contract/organise";
import { AppError } from "#lib/domain/app-error";

/** More than this nobody finds anything in; it bounds what an account can store. */
const MAX_TAGS = 1_000;

const isNamed = (userId: string, name: string) =>
  and(eq(tags.userId, userId), eq(sql`lower(${tags.name})`, sql`lower(${name})`));

/** A user's tags in alphabetical order, with how many videos outside the trash have each. */
export async function listTags(userId: string, db?: Database): Promise<TagList> {
  const items = await (db ?? (await database()))
    .select({ name: tags.name, videos: count() })
    .from(tags)
    .innerJoin(videoTags, eq(videoTags.tagId, tags.id))
    .innerJoin(videos, and(eq(videos.id, videoTags.videoId), isNull(videos.deletedAt)))
    .where(eq(tags.userId, userId))
    .groupBy(tags.id)
    .orderBy(sql`lower(${tags.name})`);
  return { items };
}

/** Finds a user's tag and keeps others from removing it until `tx` ends; undefined where there is none. */
export async function findTag(tx: Database, userId: string, name: string): Promise<string | undefined> {
  const [tag] = await tx.select({ id: tags.id }).from(tags).where(isNamed(userId, name)).for("update");
  return tag?.id;
}

/**
 * Finds a user's tag, or makes it.
 * @throws {AppError} TAGS_FULL
 */
export async function ensureTag(tx: Database, userId: string, name: string): Promise<string> {
  const found = await findTag(tx, userId, name);
  if (found) return found;
  const [kept] = await tx.select({ n: count() }).from(tags).where(eq(tags.userId, userId));
  if ((kept?.n ?? 0) >= MAX_TAGS) throw new AppError("TAGS_FULL");
  await tx.insert(tags).values({ id: uuidv7(), userId, name }).onConflictDoNothing();
  const made = await findTag(tx, userId, name);
  if (!made) throw new Error("A tag that was just made is not there");
  return made;
}

/** Removes those of a user's tags that no video has any more. */
export async function dropUnusedTags(tx: Database, userId: string, ids?: readonly string[]): Promise<void> {
  const used = tx.select({ one: sql`1` }).from(videoTags).where(eq(videoTags.tagId, tags.id));
  await tx
    .delete(tags)
    .where(and(eq(tags.userId, userId), ids ? inArray(tags.id, [...ids]) : undefined, notExists(used)));
}

/**
 * Gives a tag another name. Where another tag has that name, the two become one.
 * @throws {AppError} NOT_FOUND
 */
export function renameTag(userId: string, { name, newName }: { name: string; newName: string }): Promise<TagList> {
  return transaction(async (tx) => {
    const tagId = await findTag(tx, userId, name);
    if (!tagId) throw new AppError("NOT_FOUND");
    const otherId = await findTag(tx, userId, newName);
    if (otherId && otherId !== tagId) {
      const theirs = tx
        .select({ videoId: videoTags.videoId, tagId: sql<string>`${otherId}::uuid`.as("tag_id") })
        .from(videoTags)
        .where(eq(videoTags.tagId, tagId));
      await tx.insert(videoTags).select(theirs).onConflictDoNothing();
      await tx.delete(tags).where(eq(tags.id, tagId));
    } else {
      await tx.update(tags).set({ name: newName }).where(eq(tags.id, tagId));
    }
    return listTags(userId, tx);
  });
}

/**
 * Takes a tag from all videos. Answers which had it, so that it can be undone.
 * @throws {AppError} NOT_FOUND
 */
export function deleteTag(userId: string, name: string): Promise<{ videoIds: string[] }> {
  return transaction(async (tx) => {
    const tagId = await findTag(tx, userId, name);
    if (!tagId) throw new AppError("NOT_FOUND");
    const had = await tx.delete(videoTags).where(eq(videoTags.tagId, tagId)).returning({ id: videoTags.videoId });
    await tx.delete(tags).where(eq(tags.id, tagId));
    return { videoIds: had.map(({ id }) => id) };
  });
}
