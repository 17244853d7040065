import "server-only";
import { database } from "#db/client";
import type { GenerationView } from "#lib/contract/studio";
import { findGeneration, viewGeneration } from "#lib/generations/find-generation";
import { syncGeneration } from "#lib/generations/sync-generation";

/**
 * Reads the status of a user's own task now instead of at its next turn.
 * @throws {AppError} NOT_FOUND
 */
export async function checkNow(userId: string, generationId: string): Promise<GenerationView> {
  const db = await database();
  await findGeneration(db, userId, generationId);
  await syncGeneration(generationId);
  return viewGeneration(db, userId, generationId);
}
