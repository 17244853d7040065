import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "#lib/auth/app-secret";

/** How long whoever knew the password need not tell it again. */
export const PASS_SECONDS = 4 * 3_600;

interface Protected {
  id: string;
  passwordHash: string | null;
}

function signatureOf(share: Protected, expiresMs: string): Buffer {
  return createHmac("sha256", deriveKey("shares")).update(`${share.id} ${share.passwordHash} ${expiresMs}`).digest();
}

/** What whoever knew the password of a share keeps in a cookie: when it ends, signed for this share and password. */
export function issuePass(share: Protected, nowMs = Date.now()): string {
  const expiresMs = String(nowMs + PASS_SECONDS * 1_000);
  return `${expiresMs}.${signatureOf(share, expiresMs).toString("base64url")}`;
}

/** Whether a pass is one of ours for this share, and not over. */
export function isPassOf(share: Protected, pass: string | undefined, nowMs = Date.now()): boolean {
  const [expiresMs = "", signature = ""] = (pass ?? "").split(".");
  if (!/^\d{1,15}$/.test(expiresMs) || Number(expiresMs) <= nowMs) return false;
  const given = Buffer.from(signature, "base64url");
  const right = signatureOf(share, expiresMs);
  return given.length === right.length && timingSafeEqual(given, right);
}
