import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { database } from "#db/client";
import { engineAccounts, engineKeys } from "#db/schema/engine";
import { AppError } from "#lib/domain/app-error";
import { forgetKeys } from "#lib/engine/key-cache";

/**
 * Ends a key of `ownerRef` at once; what it already ordered goes on.
 * @throws {AppError} NOT_FOUND when the owner has no such key in force.
 */
export async function revokeKey(ownerRef: string, keyId: string): Promise<void> {
  const db = await database();
  const own = db
    .select({ id: engineAccounts.id })
    .from(engineAccounts)
    .where(and(eq(engineAccounts.ownerRef, ownerRef), eq(engineAccounts.kind, "api")));
  const revoked = await db
    .update(engineKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(engineKeys.id, keyId), isNull(engineKeys.revokedAt), inArray(engineKeys.accountId, own)))
    .returning({ id: engineKeys.id });
  await forgetKeys();
  if (revoked.length === 0) throw new AppError("NOT_FOUND", { detail: "no such key in force" });
}
