import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client";
import { connections } from "#db/schema/users";
import type { GenerationView } from "#lib/contract/studio";
import { findGeneration, viewGeneration } from "#lib/generations/find-generation";
import { syncGeneration } from "#lib/generations/sync-generation";

/**
 * Reads the status of a user's own task now instead of at its next turn, unless its provider asked to wait.
 * @throws {AppError} NOT_FOUND
 */
export async function checkNow(userId: string, generationId: string): Promise<GenerationView> {
  const db = await database();
  const { connectionId } = await findGeneration(db, userId, generationId);
  const [connection] = await db.select().from(connections).where(eq(connections.id, connectionId));
  if (!connection?.notBefore || connection.notBefore.getTime() <= Date.now()) await syncGeneration(generationId);
  return viewGeneration(db, userId, generationId);
}
