import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** An unguessable code (160 bits) to hand to a person once; only `hashCode` of it is stored. */
export function createCode(): string {
  return randomBytes(20).toString("base64url");
}

export function hashCode(code: string): string {
  return createHash("sha256").update(code.trim()).digest("hex");
}
