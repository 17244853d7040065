import "server-only";
import type { ApiAccess, ApiKeyView } from "#lib/contract/studio";
import { createKey } from "#lib/engine/create-key";
import { listAccountsOf } from "#lib/engine/list-accounts";
import { type KeyView, listKeys } from "#lib/engine/list-keys";
import { revokeKey } from "#lib/engine/revoke-key";

/** A user's own access to the built-in API: keys in force, plan and credits. No account until the first key is made. */
export async function apiAccessOf(userId: string): Promise<ApiAccess> {
  const [accounts, keys] = await Promise.all([listAccountsOf(userId), listKeys(userId)]);
  const account = accounts.find(({ kind }) => kind === "api");
  return {
    account: account ? { plan: account.plan, balanceCredits: account.balanceCredits } : null,
    keys: keys.map(keyViewOf),
  };
}

/**
 * A new key for the built-in API. `secret` is shown once: it can't be read again.
 * @throws {AppError} INVALID_INPUT
 */
export async function createApiKey(userId: string, name: string): Promise<{ view: ApiKeyView; secret: string }> {
  const { key, ...view } = await createKey(userId, name);
  return { view: keyViewOf(view), secret: key };
}

/** @throws {AppError} NOT_FOUND when the user has no such key in force. */
export async function revokeApiKey(userId: string, keyId: string): Promise<void> {
  await revokeKey(userId, keyId);
}

function keyViewOf({ id, name, prefix, createdAt, lastUsedAt }: KeyView): ApiKeyView {
  return {
    id,
    name,
    prefix,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
