import "server-only";
import { hkdfSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "#lib/env";

let secret: string | undefined;

/** `APP_SECRET`, or the one that was generated into the data folder at the first start (mode 0600). */
export function appSecret(): string {
  secret ??= env().APP_SECRET ?? secretFromFolder(env().DATA_DIR);
  return secret;
}

function secretFromFolder(folder: string): string {
  const file = path.join(folder, "secret");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!exists) throw error;
  }
  return readFileSync(file, "utf8").trim();
}

/** A 256-bit key for one purpose, derived from the secret by HKDF (RFC 5869), so that no two uses share a key. */
export function deriveKey(purpose: "sessions" | "vault" | "shares"): Buffer {
  return Buffer.from(hkdfSync("sha256", appSecret(), "", `reelkeep/${purpose}`, 32));
}
