import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { deriveKey } from "#lib/auth/app-secret";

// A UUID is one block, and no two blocks share a key and a plaintext: ECB of one block is the plain permutation.
const ALGORITHM = "aes-256-ecb";
const REF = /^[A-Za-z0-9_-]{22}$/;

const keyOf = (shareId: string) => Buffer.from(hkdfSync("sha256", deriveKey("shares"), shareId, "video-ref", 32));

/** Names a video to those who see one share: the same each time, another in each share, and its id can't be told from it. */
export function refOfVideo(shareId: string, videoId: string): string {
  const cipher = createCipheriv(ALGORITHM, keyOf(shareId), null).setAutoPadding(false);
  const block = Buffer.concat([cipher.update(Buffer.from(videoId.replaceAll("-", ""), "hex")), cipher.final()]);
  return block.toString("base64url");
}

/** The id that `refOfVideo` made a name of; null for what can't be one. Whether the share has it is another question. */
export function videoOfRef(shareId: string, ref: string): string | null {
  if (!REF.test(ref)) return null;
  const decipher = createDecipheriv(ALGORITHM, keyOf(shareId), null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(Buffer.from(ref, "base64url")), decipher.final()]);
  return block.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
