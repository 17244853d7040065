import "server-only";

/** How many of a file's first bytes tell. */
export const SIGNATURE_BYTES = 12;

/** Types of the first box of MP4 and QuickTime files in the wild. */
const FIRST_BOXES = ["ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "pnot", "uuid"];
/** Begins WebM and Matroska (RFC 8794, section 8.1). */
const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);

/** Whether `head`, the first bytes of a file, can begin a video of a kind that we keep. Whether it is one, `probeVideo` tells. */
export function beginsLikeVideo(head: Uint8Array): boolean {
  const bytes = Buffer.from(head);
  return bytes.subarray(0, EBML.length).equals(EBML) || FIRST_BOXES.includes(bytes.toString("latin1", 4, 8));
}
