import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { savedPrompts } from "#db/schema/prompts";
import { transaction } from "#db/transaction";
import type { SavedPrompt, SavedPromptList } from "#lib/contract/prompts";
import { AppError } from "#lib/domain/app-error";

/** It bounds what an account can store. */
const MAX_PROMPTS = 500;

/** A user's saved prompts, by name. */
export async function listSavedPrompts(userId: string, db?: Database): Promise<SavedPromptList> {
  const items = await (db ?? (await database()))
    .select({ id: savedPrompts.id, name: savedPrompts.name, prompt: savedPrompts.prompt })
    .from(savedPrompts)
    .where(eq(savedPrompts.userId, userId))
    .orderBy(sql`lower(${savedPrompts.name})`);
  return { items };
}

/**
 * Saves a prompt under its name, or changes the one that has its id.
 * @throws {AppError} NAME_TAKEN by another prompt of the user, PROMPTS_FULL, CONFLICT for an id that is another's
 */
export async function savePrompt(userId: string, { id, name, prompt }: SavedPrompt): Promise<SavedPromptList> {
  return transaction(async (tx) => {
    const own = await tx
      .select({ id: savedPrompts.id, hasName: sql`lower(${savedPrompts.name}) = lower(${name})`.mapWith(Boolean) })
      .from(savedPrompts)
      .where(eq(savedPrompts.userId, userId));
    if (own.some((saved) => saved.hasName && saved.id !== id)) throw new AppError("NAME_TAKEN");
    if (own.length >= MAX_PROMPTS && !own.some((saved) => saved.id === id)) throw new AppError("PROMPTS_FULL");
    const [saved] = await tx
      .insert(savedPrompts)
      .values({ id, userId, name, prompt })
      .onConflictDoUpdate({
        target: savedPrompts.id,
        set: { name, prompt },
        setWhere: eq(savedPrompts.userId, userId),
      })
      .returning({ id: savedPrompts.id });
    if (!saved) throw new AppError("CONFLICT");
    return listSavedPrompts(userId, tx);
  });
}

/** Forgets a user's saved prompt; one that is not there is gone already. */
export async function removePrompt(userId: string, promptId: string): Promise<SavedPromptList> {
  const db = await database();
  await db.delete(savedPrompts).where(and(eq(savedPrompts.id, promptId), eq(savedPrompts.userId, userId)));
  return listSavedPrompts(userId, db);
}
