import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { engineKeys } from "#db/schema/engine";
import { ensureAccount } from "#lib/engine/ensure-account";
import { makeKeySecret } from "#lib/engine/key-secret";

/**
 * A fresh bearer key for the preview connection of the studio's user `ownerRef`, whose preview account
 * is created when missing. Earlier keys stay valid. The caller keeps the key sealed; here only its hash stays.
 */
export async function issueStudioKey(tx: Database, ownerRef: string): Promise<string> {
  const accountId = await ensureAccount(tx, ownerRef, "studio");
  const { key, hash, prefix } = makeKeySecret();
  await tx.insert(engineKeys).values({ id: uuidv7(), accountId, name: "Studio", hash, prefix });
  return key;
}
