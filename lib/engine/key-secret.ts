import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** `rk_` and 256 random bits in base64url. */
const KEY_FORM = /^rk_[A-Za-z0-9_-]{43}$/;
const SHOWN_CHARACTERS = 8;

/** A new bearer key: the key to show once, the hash to keep, and the prefix to recognise it by. */
export function makeKeySecret(): { key: string; hash: string; prefix: string } {
  const key = `rk_${randomBytes(32).toString("base64url")}`;
  return { key, hash: hashKey(key), prefix: key.slice(0, SHOWN_CHARACTERS) };
}

/** SHA-256 in hexadecimal. A key has 256 random bits, so a slow password hash would add nothing. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The key in an `Authorization: Bearer` header (RFC 6750); null when there is none of our form. */
export function bearerKey(authorization: string | null): string | null {
  const [, key] = /^Bearer +(\S+)$/i.exec(authorization?.trim() ?? "") ?? [];
  return key && KEY_FORM.test(key) ? key : null;
}
