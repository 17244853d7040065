import "server-only";
import { and, eq } from "drizzle-orm";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import type { GenerationView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { findGeneration, viewGeneration } from "#lib/generations/find-generation";
import { writeOff } from "#lib/ledger/entries";

/**
 * The user gives up on a paid call whose outcome nobody knows: its held credits count as spent. A task
 * id that still arrives brings it back.
 * @throws {AppError} NOT_FOUND; CONFLICT when it is not in doubt (any more).
 */
export function dismissGeneration(userId: string, generationId: string): Promise<GenerationView> {
  return transaction(async (tx) => {
    const generation = await findGeneration(tx, userId, generationId);
    await dismissUnknown(tx, generation);
    return viewGeneration(tx, userId, generationId);
  });
}

/** `dismissGeneration` inside a transaction that does more. */
export async function dismissUnknown(
  tx: Parameters<typeof writeOff>[0],
  generation: { id: string; userId: string },
): Promise<void> {
  const dismissed = await tx
    .update(generations)
    .set({ state: "dismissed", finishedAt: new Date() })
    .where(and(eq(generations.id, generation.id), eq(generations.state, "unknown")))
    .returning({ price: generations.priceCredits });
  const [row] = dismissed;
  if (!row) throw new AppError("CONFLICT");
  await writeOff(tx, { userId: generation.userId, generationId: generation.id });
  await tx
    .update(generations)
    .set({ consumedCredits: row.price, creditCertainty: "assumed" })
    .where(eq(generations.id, generation.id));
}
