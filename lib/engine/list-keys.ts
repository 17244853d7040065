import "server-only";
import { and, desc, eq, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { engineAccounts, engineKeys } from "#db/schema/engine";

/** A key as its owner sees it in a list. */
export interface KeyView {
  id: string;
  name: string;
  /** The first characters of the key. */
  prefix: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** The keys of `ownerRef` that are not revoked, newest first. Keys of the studio's previews are not among them. */
export async function listKeys(ownerRef: string): Promise<KeyView[]> {
  const db = await database();
  return db
    .select({
      id: engineKeys.id,
      name: engineKeys.name,
      prefix: engineKeys.prefix,
      createdAt: engineKeys.createdAt,
      lastUsedAt: engineKeys.lastUsedAt,
    })
    .from(engineKeys)
    .innerJoin(engineAccounts, eq(engineAccounts.id, engineKeys.accountId))
    .where(and(eq(engineAccounts.ownerRef, ownerRef), eq(engineAccounts.kind, "api"), isNull(engineKeys.revokedAt)))
    .orderBy(desc(engineKeys.createdAt), desc(engineKeys.id));
}
