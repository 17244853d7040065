import "server-only";
import { eq } from "drizzle-orm";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { lockConnection } from "#lib/connections/pace";
import type { GenerationView } from "#lib/contract/studio";
import { dismissUnknown } from "#lib/generations/dismiss-generation";
import { findGeneration } from "#lib/generations/find-generation";
import { addGenerations, sendFirst } from "#lib/generations/submit-generations";

/**
 * Buys again what may already have been bought: a new generation, linked to the old one, on the same
 * connection. The old one is dismissed in the same transaction, so its credits count as spent exactly
 * when the new one's are held.
 * @param newId UUIDv7 made by the browser: the same id twice sends once
 * @returns the new generation and the old one, as they are now
 * @throws {AppError} NOT_FOUND, CONFLICT when it is not in doubt, and what `submitGenerations` throws
 */
export async function sendAgain(userId: string, generationId: string, newId: string): Promise<GenerationView[]> {
  const added = await transaction(async (tx) => {
    const old = await findGeneration(tx, userId, generationId);
    // Locked before the look: the same call at the same time has sent it by then.
    await lockConnection(tx, old.connectionId);
    const [sent] = await tx.select().from(generations).where(eq(generations.id, newId));
    if (sent?.userId === userId && sent.parentId === old.id) return [];
    await dismissUnknown(tx, old);
    const { connectionId, prompt, mode, ratio, imageUrls } = old;
    return addGenerations(tx, userId, {
      ...{ connectionId, items: [{ id: newId, prompt, mode, ratio, imageUrls }] },
      ...{ parentId: old.id, relation: "retry" as const, parentVideoId: old.parentVideoId },
    });
  });
  return sendFirst(added, [newId, generationId]);
}
