import "server-only";
import sharp from "sharp";
import { AppError } from "#lib/domain/app-error";

/** Peers of the provider take at most this. */
const MAX_BYTES = 10 * 1024 * 1024;
/** Beyond this, a small file unfolds to more memory than a server should give it. */
const MAX_PIXELS = 64_000_000;
/** Videos are smaller than this by far. */
const LONG_SIDE = 2_560;
const QUALITY = 90;
/** How much smaller it is tried again while it weighs too much. */
const SHRINK = 0.75;

type Format = "jpeg" | "png" | "webp";

/** A picture that has been decoded and written anew. */
export interface CleanImage {
  bytes: Buffer;
  mediaType: `image/${Format}`;
  extension: "jpg" | "png" | "webp";
  /** Pixels, as it is seen. */
  width: number;
  height: number;
}

let last: Promise<unknown> = Promise.resolve();

/** One picture at a time: a few large ones at once would hold hundreds of megabytes. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}

/**
 * Makes a start image of a file from anywhere: a JPEG, PNG or WEBP by its content stays what it is,
 * turned upright, in sRGB, at most 2,560 pixels a side and 10 MB, without EXIF or any other note on who
 * made it and where. Of a moving picture the first frame is taken.
 * @throws {AppError} UPLOAD_NOT_AN_IMAGE for anything else, a broken file, or more than 64 megapixels
 */
export function cleanImage(bytes: Buffer): Promise<CleanImage> {
  return inTurn(async () => {
    const format = formatOf(bytes);
    if (!format) throw new AppError("UPLOAD_NOT_AN_IMAGE");
    try {
      for (let side = LONG_SIDE; ; side = Math.round(side * SHRINK)) {
        const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" })
          .autoOrient()
          .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
          // PNG takes a quality for a wish for few colours.
          .toFormat(format, format === "png" ? {} : { quality: QUALITY })
          .toBuffer({ resolveWithObject: true });
        if (data.byteLength > MAX_BYTES) continue;
        const extension = format === "jpeg" ? "jpg" : format;
        return { bytes: data, mediaType: `image/${format}`, extension, width: info.width, height: info.height };
      }
    } catch (cause) {
      throw new AppError("UPLOAD_NOT_AN_IMAGE", { cause });
    }
  });
}

/** By the first bytes, before any decoder sees it: the library would also read SVG, TIFF and others. */
function formatOf(bytes: Buffer): Format | null {
  const ascii = (start: number, end: number) => bytes.toString("latin1", start, end);
  if (ascii(0, 3) === "\xff\xd8\xff") return "jpeg";
  if (ascii(0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  return ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP" ? "webp" : null;
}
