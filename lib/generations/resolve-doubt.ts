import "server-only";
import { and, eq } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import type { GenerationView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { findGeneration, viewGeneration } from "#lib/generations/find-generation";
import { release, settle } from "#lib/ledger/entries";

/**
 * The user says whether a failure that reported no credits was charged: its held credits are settled or
 * given back. Of what a restored backup holds back, the user may say that it was not sent: it is cancelled.
 * @throws {AppError} NOT_FOUND; CONFLICT when its credits are not in doubt (any more).
 */
export function resolveDoubt(userId: string, generationId: string, charged: boolean): Promise<GenerationView> {
  return transaction(async (tx) => {
    const generation = await findGeneration(tx, userId, generationId);
    if (!charged && (await cancelHeldBack(tx, generation))) return viewGeneration(tx, userId, generationId);
    const resolved = await tx
      .update(generations)
      .set({ consumedCredits: charged ? generation.priceCredits : 0, creditCertainty: "assumed" })
      .where(
        and(
          eq(generations.id, generationId),
          eq(generations.state, "failed"),
          eq(generations.creditCertainty, "in_doubt"),
        ),
      )
      .returning({ id: generations.id });
    if (resolved.length === 0) throw new AppError("CONFLICT");
    const charge = { userId, generationId };
    if (charged) await settle(tx, charge, generation.priceCredits);
    else await release(tx, charge);
    return viewGeneration(tx, userId, generationId);
  });
}

/** Cancels what a restored backup holds back; false when it is nothing of the kind. */
async function cancelHeldBack(tx: Database, generation: { id: string; userId: string }): Promise<boolean> {
  const cancelled = await tx
    .update(generations)
    .set({ state: "cancelled", finishedAt: new Date(), errorCode: null, consumedCredits: 0 })
    .where(
      and(eq(generations.id, generation.id), eq(generations.state, "unknown"), eq(generations.errorCode, "RESTORED")),
    )
    .returning({ id: generations.id });
  if (cancelled.length === 0) return false;
  await release(tx, { userId: generation.userId, generationId: generation.id });
  return true;
}
