import "server-only";
import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { engineAccounts } from "#db/schema/engine";
import type { EngineAccountKind, Plan } from "#lib/domain/plans";
import { grantStartCredits } from "#lib/engine/grant-start-credits";

/** The plan an account begins with. The studio's own previews must not be throttled by the page's free limit. */
const FIRST_PLAN: Record<EngineAccountKind, Plan> = { studio: "enterprise", api: "free" };

/**
 * The id of an owner's account of one kind, created with its first plan and credits when missing.
 * Called at the same time twice, it creates one.
 */
export async function ensureAccount(tx: Database, ownerRef: string, kind: EngineAccountKind): Promise<string> {
  const [created] = await tx
    .insert(engineAccounts)
    .values({ id: uuidv7(), ownerRef, kind, plan: FIRST_PLAN[kind] })
    .onConflictDoNothing()
    .returning({ id: engineAccounts.id });
  if (created) {
    await grantStartCredits(tx, { accountId: created.id, kind });
    return created.id;
  }
  const [existing] = await tx
    .select({ id: engineAccounts.id })
    .from(engineAccounts)
    .where(and(eq(engineAccounts.ownerRef, ownerRef), eq(engineAccounts.kind, kind)));
  if (!existing) throw new Error("An account of the engine vanished while it was being looked up");
  return existing.id;
}
