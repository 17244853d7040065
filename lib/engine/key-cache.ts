import "server-only";
import { databaseHandle } from "#db/client";
import type { Account } from "#lib/engine/account";

/** A key in force. */
export interface KnownKey {
  keyId: string;
  lastUsedAt: Date | null;
  account: Account;
}

interface Cache {
  keys: Map<string, KnownKey>;
  /** Counts what was forgotten, so that a read begun before is not kept after. */
  forgotten: number;
}

declare global {
  var reelkeepKeyCaches: WeakMap<object, Cache> | undefined;
}

const MOST_KEYS = 1_000;

/**
 * The key with this hash, from memory where that can't be stale: the embedded database belongs to this
 * process alone, and every verb that changes a key or an account calls `forgetKeys`. On PostgreSQL, where
 * others write too, each call reads it.
 */
export async function knownKey(hash: string, read: () => Promise<KnownKey | null>): Promise<KnownKey | null> {
  const cache = await cacheOfProcess();
  if (!cache) return read();
  const known = cache.keys.get(hash);
  if (known) return known;
  const { forgotten } = cache;
  const found = await read();
  if (found && forgotten === cache.forgotten) {
    if (cache.keys.size >= MOST_KEYS) cache.keys.clear();
    cache.keys.set(hash, found);
  }
  return found;
}

/** Forgets all keys; call it once a change of a key or an account is committed. */
export async function forgetKeys(): Promise<void> {
  const cache = await cacheOfProcess();
  if (!cache) return;
  cache.keys.clear();
  cache.forgotten++;
}

async function cacheOfProcess(): Promise<Cache | undefined> {
  const { driver } = await databaseHandle();
  if (driver.kind !== "pglite") return undefined;
  globalThis.reelkeepKeyCaches ??= new WeakMap();
  const existing = globalThis.reelkeepKeyCaches.get(driver);
  if (existing) return existing;
  const created: Cache = { keys: new Map(), forgotten: 0 };
  globalThis.reelkeepKeyCaches.set(driver, created);
  return created;
}
