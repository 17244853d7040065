import "server-only";
import { and, eq } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import type { GenerationView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { findGeneration, viewGeneration } from "#lib/generations/find-generation";
import { release } from "#lib/ledger/entries";

/**
 * Cancels a generation that was not sent yet and gives its hold back.
 * @throws {AppError} NOT_FOUND; CONFLICT once it is being sent.
 */
export function cancelGeneration(userId: string, generationId: string): Promise<GenerationView> {
  return transaction(async (tx) => {
    const generation = await findGeneration(tx, userId, generationId);
    if (!(await cancelQueued(tx, generation, null))) throw new AppError("CONFLICT");
    return viewGeneration(tx, userId, generationId);
  });
}

/** Cancels a queued generation in `tx`; false when it is not queued any more. */
export async function cancelQueued(
  tx: Database,
  generation: { id: string; userId: string },
  errorCode: "CONNECTION_DELETED" | null,
): Promise<boolean> {
  const cancelled = await tx
    .update(generations)
    .set({ state: "cancelled", finishedAt: new Date(), nextAttemptAt: null, errorCode, consumedCredits: 0 })
    .where(and(eq(generations.id, generation.id), eq(generations.state, "queued")))
    .returning({ id: generations.id });
  if (cancelled.length === 0) return false;
  await release(tx, { userId: generation.userId, generationId: generation.id });
  return true;
}
