import "server-only";
import { eq, sum } from "drizzle-orm";
import type { Database } from "#db/client";
import { engineCredits } from "#db/schema/engine";

/** The credits of an account: the sum of its entries. */
export async function readBalance(tx: Database, accountId: string): Promise<number> {
  const [row] = await tx
    .select({ credits: sum(engineCredits.credits) })
    .from(engineCredits)
    .where(eq(engineCredits.accountId, accountId));
  return Number(row?.credits ?? 0);
}
