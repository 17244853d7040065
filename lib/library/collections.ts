import "server-only";
import { and, count, desc, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { videos } from "#db/schema/generations";
import { collections, collectionVideos } from "#db/schema/library";
import { transaction } from "#db/transaction";
import type { CollectionList } from "#lib/contract/organise";
import { AppError } from "#lib/domain/app-error";
import { TRASH_DAYS } from "#lib/domain/trash";

/** More than this nobody finds anything in; it bounds what an account can store. */
const MAX_COLLECTIONS = 500;
const COVERS = 4;

const isOwn = (userId: string, collectionId: string) =>
  and(eq(collections.id, collectionId), eq(collections.userId, userId));

/** A user's collections in alphabetical order, each with how many videos outside the trash it has and its covers. */
export async function listCollections(userId: string, db?: Database): Promise<CollectionList> {
  const source = db ?? (await database());
  const counts = await source
    .select({ id: collections.id, name: collections.name, videos: count(videos.id) })
    .from(collections)
    .leftJoin(collectionVideos, eq(collectionVideos.collectionId, collections.id))
    .leftJoin(videos, and(eq(videos.id, collectionVideos.videoId), isNull(videos.deletedAt)))
    .where(and(eq(collections.userId, userId), isNull(collections.deletedAt)))
    .groupBy(collections.id)
    .orderBy(sql`lower(${collections.name})`, collections.id);
  const ranked = source.$with("ranked").as(
    source
      .select({
        collectionId: collectionVideos.collectionId,
        videoId: collectionVideos.videoId,
        place: sql<number>`row_number() over (partition by ${collectionVideos.collectionId}
          order by ${desc(collectionVideos.addedAt)}, ${desc(collectionVideos.videoId)})`.as("place"),
      })
      .from(collectionVideos)
      .innerJoin(collections, eq(collections.id, collectionVideos.collectionId))
      .innerJoin(videos, eq(videos.id, collectionVideos.videoId))
      .where(
        and(
          eq(collections.userId, userId),
          isNull(collections.deletedAt),
          isNull(videos.deletedAt),
          isNotNull(videos.posterKey),
        ),
      ),
  );
  const covers = await source
    .with(ranked)
    .select({ collectionId: ranked.collectionId, videoId: ranked.videoId })
    .from(ranked)
    .where(sql`${ranked.place} <= ${COVERS}`)
    .orderBy(ranked.place);
  const items = counts.map((collection) => ({
    ...collection,
    covers: covers.filter(({ collectionId }) => collectionId === collection.id).map(({ videoId }) => videoId),
  }));
  return { items };
}

/**
 * Makes a collection; with an id that is there already, nothing happens.
 * @throws {AppError} COLLECTIONS_FULL
 */
export function createCollection(userId: string, { id, name }: { id: string; name: string }): Promise<CollectionList> {
  return transaction(async (tx) => {
    const [kept] = await tx.select({ n: count() }).from(collections).where(eq(collections.userId, userId));
    if ((kept?.n ?? 0) >= MAX_COLLECTIONS) throw new AppError("COLLECTIONS_FULL");
    await tx.insert(collections).values({ id, userId, name }).onConflictDoNothing();
    return listCollections(userId, tx);
  });
}

/** @throws {AppError} NOT_FOUND, also for another's and for one that was deleted. */
async function change(
  userId: string,
  collectionId: string,
  facts: { name: string } | { deletedAt: Date | null },
): Promise<CollectionList> {
  return transaction(async (tx) => {
    // One that was deleted can only be brought back.
    const isThere = "name" in facts ? isNull(collections.deletedAt) : undefined;
    const changed = await tx
      .update(collections)
      .set(facts)
      .where(and(isOwn(userId, collectionId), isThere))
      .returning({ id: collections.id });
    if (changed.length === 0) throw new AppError("NOT_FOUND");
    return listCollections(userId, tx);
  });
}

/**
 * Gives a user's collection another name.
 * @throws {AppError} NOT_FOUND
 */
export function renameCollection(userId: string, collectionId: string, name: string): Promise<CollectionList> {
  return change(userId, collectionId, { name });
}

/**
 * Takes a user's collection away; its videos stay in the library. It can be restored for some days.
 * @throws {AppError} NOT_FOUND
 */
export function deleteCollection(userId: string, collectionId: string): Promise<CollectionList> {
  return change(userId, collectionId, { deletedAt: new Date() });
}

/**
 * Brings a deleted collection back with what was in it.
 * @throws {AppError} NOT_FOUND
 */
export function restoreCollection(userId: string, collectionId: string): Promise<CollectionList> {
  return change(userId, collectionId, { deletedAt: null });
}

/** Forgets collections whose time to be restored is over. */
export async function forgetDeletedCollections(): Promise<void> {
  const db = await database();
  await db.delete(collections).where(lt(collections.deletedAt, sql`now() - make_interval(days => ${TRASH_DAYS})`));
}

/**
 * Keeps a user's collection from being deleted by others until `tx` ends.
 * @throws {AppError} NOT_FOUND, also for another's and for one that was deleted.
 */
export async function requireCollection(tx: Database, userId: string, collectionId: string): Promise<void> {
  const [found] = await tx
    .select({ id: collections.id })
    .from(collections)
    .where(and(isOwn(userId, collectionId), isNull(collections.deletedAt)))
    .for("update");
  if (!found) throw new AppError("NOT_FOUND");
}
