/** Where uploads are read: by anybody who has the name, which can't be guessed. */
export const UPLOAD_PATH = "/api/uploads/";

/** Largest file that may be sent up, in bytes. What is kept of it is smaller. */
export const UPLOAD_MAX_BYTES = 40 * 1024 * 1024;

/** What is taken as a start image, as a file picker is told. */
export const UPLOAD_MEDIA_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;

/**
 * Whether an outside provider can read our uploads: `private` where this server has no public address,
 * `unverified` until a first video was made from one at the address it has now.
 */
export type UploadReach = "private" | "unverified" | "verified";

const NAME = /^[A-Za-z0-9_-]{32}\.(jpg|png|webp)$/;

/** The name of the upload that an address, whole or from `/` on, leads to on a server like this; null where it is no upload's. */
export function uploadNameIn(address: string): string | null {
  // The base stands in for our own origin, whatever it is.
  if (!URL.canParse(address, "http://self")) return null;
  const { pathname } = new URL(address, "http://self");
  const name = pathname.startsWith(UPLOAD_PATH) ? pathname.slice(UPLOAD_PATH.length) : "";
  return NAME.test(name) ? name : null;
}
