import "server-only";
import { and, count, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, database } from "#db/client";
import { savedSearches } from "#db/schema/searches";
import { transaction } from "#db/transaction";
import type { SavedSearchList } from "#lib/contract/saved-search";
import { AppError } from "#lib/domain/app-error";
import { filterQueryOf } from "#lib/domain/filter-keys";

/** More than this nobody finds anything in; it bounds what an account can store. */
const MAX_SEARCHES = 100;

/** A user's saved searches, by name. */
export async function listSavedSearches(userId: string, db?: Database): Promise<SavedSearchList> {
  const items = await (db ?? (await database()))
    .select({ id: savedSearches.id, name: savedSearches.name, query: savedSearches.query })
    .from(savedSearches)
    .where(eq(savedSearches.userId, userId))
    .orderBy(sql`lower(${savedSearches.name})`);
  return { items };
}

/**
 * Saves a filter under a name; one that has the name already takes its place.
 * @throws {AppError} INVALID_INPUT where the query filters nothing, SEARCHES_FULL
 */
export async function saveSearch(
  userId: string,
  { name, query }: { name: string; query: string },
): Promise<SavedSearchList> {
  const filter = filterQueryOf(new URLSearchParams(query));
  if (filter === "") throw new AppError("INVALID_INPUT");
  return transaction(async (tx) => {
    const isOwn = eq(savedSearches.userId, userId);
    await tx.delete(savedSearches).where(and(isOwn, eq(sql`lower(${savedSearches.name})`, sql`lower(${name})`)));
    const [kept] = await tx.select({ n: count() }).from(savedSearches).where(isOwn);
    if ((kept?.n ?? 0) >= MAX_SEARCHES) throw new AppError("SEARCHES_FULL");
    // Of two saved under one name at the same moment, either may be the one.
    await tx.insert(savedSearches).values({ id: uuidv7(), userId, name, query: filter }).onConflictDoNothing();
    return listSavedSearches(userId, tx);
  });
}

/** Forgets a user's saved search; one that is not there is gone already. */
export async function removeSearch(userId: string, searchId: string): Promise<SavedSearchList> {
  const db = await database();
  await db.delete(savedSearches).where(and(eq(savedSearches.id, searchId), eq(savedSearches.userId, userId)));
  return listSavedSearches(userId, db);
}
