import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client";
import { engineAccounts, engineKeys } from "#db/schema/engine";
import type { Account } from "#lib/engine/account";
import { ApiError } from "#lib/engine/api-error";
import { type KnownKey, knownKey } from "#lib/engine/key-cache";
import { bearerKey, hashKey } from "#lib/engine/key-secret";
import { preparedQuery } from "#lib/engine/prepared-query";

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
  const hash = hashKey(key);
  const known = await knownKey(hash, () => readKey(hash));
  if (!known) throw unauthorized();
  await noteUse(known);
  return known.account;
}

const findKey = preparedQuery((db) =>
  db
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
    .where(and(eq(engineKeys.hash, sql.placeholder("hash")), isNull(engineKeys.revokedAt)))
    .prepare("engine_find_key"),
);

async function readKey(hash: string): Promise<KnownKey | null> {
  const [found] = await (await findKey()).execute({ hash });
  if (!found) return null;
  const { keyId, lastUsedAt, id, kind, plan, disabledAt } = found;
  return { keyId, lastUsedAt, account: { id, kind, plan, disabled: disabledAt !== null } };
}

/** Records that a key was used, at most once a minute. */
export async function noteUse(key: Pick<KnownKey, "keyId" | "lastUsedAt">): Promise<void> {
  if (key.lastUsedAt && Date.now() - key.lastUsedAt.getTime() <= LAST_USED_PRECISION_MS) return;
  key.lastUsedAt = new Date();
  const db = await database();
  await db.update(engineKeys).set({ lastUsedAt: key.lastUsedAt }).where(eq(engineKeys.id, key.keyId));
}

/** The refusal of every key that is not in force. */
export function unauthorized(): ApiError {
  return new ApiError("UNAUTHORIZED", "Unauthorized: A valid API key is required", { "WWW-Authenticate": "Bearer" });
}
