import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "#db/client";
import { engineAccounts } from "#db/schema/engine";
import { AppError } from "#lib/domain/app-error";
import { forgetKeys } from "#lib/engine/key-cache";

/**
 * Disables an account, whose keys then answer 403, or enables it again. What it already ordered goes on.
 * @throws {AppError} NOT_FOUND
 */
export async function setAccountDisabled(accountId: string, disabled: boolean): Promise<void> {
  const db = await database();
  const changed = await db
    .update(engineAccounts)
    .set({ disabledAt: disabled ? sql`now()` : null })
    .where(eq(engineAccounts.id, accountId))
    .returning({ id: engineAccounts.id });
  await forgetKeys();
  if (changed.length === 0) throw new AppError("NOT_FOUND", { detail: "no such account of the engine" });
}
