import "server-only";
import { v7 as uuidv7 } from "uuid";
import { engineKeys } from "#db/schema/engine";
import { transaction } from "#db/transaction";
import { AppError } from "#lib/domain/app-error";
import { KEY_NAME_MAX_CHARACTERS } from "#lib/domain/plans";
import { ensureAccount } from "#lib/engine/ensure-account";
import { makeKeySecret } from "#lib/engine/key-secret";
import type { KeyView } from "#lib/engine/list-keys";

/**
 * A new named key of the API account of `ownerRef`. `key` is shown once: it can't be read again.
 * @throws {AppError} INVALID_INPUT when the name is blank or over 80 characters.
 */
export async function createKey(ownerRef: string, name: string): Promise<KeyView & { key: string }> {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > KEY_NAME_MAX_CHARACTERS || trimmed.includes("\0")) {
    throw new AppError("INVALID_INPUT", { detail: "the name of a key must have 1 to 80 characters" });
  }
  const { key, hash, prefix } = makeKeySecret();
  const id = uuidv7();
  const createdAt = new Date();
  await transaction(async (tx) => {
    const accountId = await ensureAccount(tx, ownerRef, "api");
    await tx.insert(engineKeys).values({ id, accountId, name: trimmed, hash, prefix, createdAt });
  });
  return { id, name: trimmed, prefix, createdAt, lastUsedAt: null, key };
}
