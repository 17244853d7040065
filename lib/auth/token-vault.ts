import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey } from "#lib/auth/app-secret";

const ALGORITHM = "aes-256-gcm";
const FORMAT = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a provider token at rest (AES-256-GCM, a random 96-bit nonce each time). `owner` is bound to
 * the ciphertext: a row copied to another owner does not open.
 */
export function sealToken(token: string, owner: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, deriveKey("vault"), iv);
  cipher.setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([iv, cipher.update(token, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${FORMAT}.${sealed.toString("base64url")}`;
}

/**
 * The token that `sealToken` sealed for `owner`.
 * @throws when the secret, the owner or the bytes are not the same.
 */
export function openToken(sealed: string, owner: string): string {
  const [format, body] = sealed.split(".");
  if (format !== FORMAT || !body) throw new Error("The stored token has an unknown format");
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv(ALGORITHM, deriveKey("vault"), bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  return text.toString("utf8");
}
