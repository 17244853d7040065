import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client";
import { engineAccounts } from "#db/schema/engine";
import { AppError } from "#lib/domain/app-error";
import type { Plan } from "#lib/domain/plans";
import { forgetKeys } from "#lib/engine/key-cache";

/**
 * Puts an account on a plan; its next request counts against the new limit.
 * @throws {AppError} NOT_FOUND
 */
export async function setPlan(accountId: string, plan: Plan): Promise<void> {
  const db = await database();
  const changed = await db
    .update(engineAccounts)
    .set({ plan })
    .where(eq(engineAccounts.id, accountId))
    .returning({ id: engineAccounts.id });
  await forgetKeys();
  if (changed.length === 0) throw new AppError("NOT_FOUND", { detail: "no such account of the engine" });
}
