import "server-only";
import { and, eq } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations } from "#db/schema/generations";
import type { GenerationView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { type GenerationRow, generationViews } from "#lib/generations/view";

/**
 * A user's own generation.
 * @throws {AppError} NOT_FOUND, also for another's.
 */
export async function findGeneration(db: Database, userId: string, generationId: string): Promise<GenerationRow> {
  const [row] = await db
    .select()
    .from(generations)
    .where(and(eq(generations.id, generationId), eq(generations.userId, userId)));
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}

/** What a page shows of a user's own generation, as it is now. */
export async function viewGeneration(db: Database, userId: string, generationId: string): Promise<GenerationView> {
  const [view] = await generationViews(db, [await findGeneration(db, userId, generationId)]);
  if (!view) throw new AppError("NOT_FOUND");
  return view;
}
