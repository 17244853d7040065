import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client";
import { engineAccounts, engineKeys } from "#db/schema/engine";
import { ApiError } from "#lib/engine/api-error";
import { bearerKey, hashKey } from "#lib/engine/key-secret";
import type { AccountKind, Plan } from "#lib/engine/plans";

/** The account behind a key. */
export interface Account {
  id: string;
  kind: AccountKind;
  plan: Plan;
  disabled: boolean;
}

/** How old "last used" may grow before a request writes it again: a write a request would cost more than it tells. */
const LAST_USED_PRECISION_MS = 60_000;

/**
 * The account that an `Authorization` header speaks for. A disabled one is returned as such, since its
 * answer still carries the headers of its limit.
 * @throws {ApiError} UNAUTHORIZED for no, a malformed, an unknown or a revoked key; it does not say which.
 */
export async function authenticateKey(authorization: string | null): Promise<Account> {
  const key = bearerKey(authorization);
  if (!key) throw unauthorized();
  const db = await database();
  const [found] = await db
    .select({
      keyId: engineKeys.id,
      lastUsedAt: engineKeys.lastUsedAt,
      id: engineAccounts.id,
      kind: engineAccounts.kind,
      plan: engineAccounts.plan,
      disabledAt: engineAccounts.disabledAt,
    })
    .from(engineKeys)
    .innerJoin(engineAccounts, eq(engineAccounts.id, engineKeys.accountId))
    .where(and(eq(engineKeys.hash, hashKey(key)), isNull(engineKeys.revokedAt)));
  if (!found) throw unauthorized();
  if (!found.lastUsedAt || Date.now() - found.lastUsedAt.getTime() > LAST_USED_PRECISION_MS) {
    await db.update(engineKeys).set({ lastUsedAt: sql`now()` }).where(eq(engineKeys.id, found.keyId));
  }
  return { id: found.id, kind: found.kind, plan: found.plan, disabled: found.disabledAt !== null };
}

function unauthorized(): ApiError {
  return new ApiError("UNAUTHORIZED", "Unauthorized: A valid API key is required", { "WWW-Authenticate": "Bearer" });
}
