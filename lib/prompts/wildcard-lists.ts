import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { wildcardLists } from "#db/schema/prompts";
import { transaction } from "#db/transaction";
import type { WildcardList, WildcardListList } from "#lib/contract/prompts";
import { AppError } from "#lib/domain/app-error";

/** It bounds what an account can store. */
const MAX_LISTS = 100;

/** A user's wildcard lists, by name. */
export async function listWildcardLists(userId: string, db?: Database): Promise<WildcardListList> {
  const items = await (db ?? (await database()))
    .select({ id: wildcardLists.id, name: wildcardLists.name, lines: wildcardLists.lines })
    .from(wildcardLists)
    .where(eq(wildcardLists.userId, userId))
    .orderBy(sql`lower(${wildcardLists.name})`);
  return { items };
}

/**
 * Saves a list under its name, or changes the one that has its id.
 * @throws {AppError} NAME_TAKEN by another list of the user, PROMPTS_FULL, CONFLICT for an id that is another's
 */
export async function saveWildcardList(userId: string, { id, name, lines }: WildcardList): Promise<WildcardListList> {
  return transaction(async (tx) => {
    const own = await tx
      .select({ id: wildcardLists.id, hasName: sql`lower(${wildcardLists.name}) = lower(${name})`.mapWith(Boolean) })
      .from(wildcardLists)
      .where(eq(wildcardLists.userId, userId));
    if (own.some((list) => list.hasName && list.id !== id)) throw new AppError("NAME_TAKEN");
    if (own.length >= MAX_LISTS && !own.some((list) => list.id === id)) throw new AppError("PROMPTS_FULL");
    const [saved] = await tx
      .insert(wildcardLists)
      .values({ id, userId, name, lines })
      .onConflictDoUpdate({
        target: wildcardLists.id,
        set: { name, lines },
        setWhere: eq(wildcardLists.userId, userId),
      })
      .returning({ id: wildcardLists.id });
    if (!saved) throw new AppError("CONFLICT");
    return listWildcardLists(userId, tx);
  });
}

/** Forgets a user's list; one that is not there is gone already. */
export async function removeWildcardList(userId: string, listId: string): Promise<WildcardListList> {
  const db = await database();
  await db.delete(wildcardLists).where(and(eq(wildcardLists.id, listId), eq(wildcardLists.userId, userId)));
  return listWildcardLists(userId, db);
}
