import "server-only";
import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 24;
const TOKEN = /^[A-Za-z0-9_-]{32}$/;

/** A new token of a link: 192 random bits, as 32 characters of an address. */
export function newShareToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What is stored of a token; null for what can't be one. */
export function hashShareToken(token: string): string | null {
  return TOKEN.test(token) ? createHash("sha256").update(token).digest("hex") : null;
}

/** Whose token it is, for the vault: one that is copied to another row does not open. */
export const vaultOwnerOf = (shareId: string) => `share ${shareId}`;
