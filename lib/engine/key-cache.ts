import "server-only";
import type { Account } from "#lib/engine/account";
import { embeddedMemory } from "#lib/engine/embedded-memory";

/** A key in force. */
export interface KnownKey {
  keyId: string;
  lastUsedAt: Date | null;
  account: Account;
}

const keys = embeddedMemory<KnownKey>("keys");

/** The key with this hash, from memory where that can't be stale. */
export function knownKey(hash: string, read: () => Promise<KnownKey | null>): Promise<KnownKey | null> {
  return keys.know(hash, read);
}

/** Forgets all keys; call it once a change of a key or an account is committed. */
export function forgetKeys(): Promise<void> {
  return keys.forget();
}
