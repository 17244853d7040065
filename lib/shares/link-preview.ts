import "server-only";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { AppError } from "#lib/domain/app-error";
import { previewPosterKey } from "#lib/shares/shared-file";
import { archiveStorage } from "#lib/storage/archive-storage";

/** What previews of links are drawn at; larger ones are drawn smaller anyway. */
const LONG_SIDE = 1_200;

/**
 * The picture that a preview of a link shows, as JPEG: not everything that draws previews reads WebP.
 * @throws {AppError} NOT_FOUND, SHARE_EXPIRED, SHARE_LOCKED
 */
export async function linkPreview(token: string): Promise<Buffer> {
  const key = await previewPosterKey(token);
  const storage = archiveStorage();
  const sizeBytes = await storage.size(key);
  if (!sizeBytes) throw new AppError("NOT_FOUND", { detail: `the archive has no ${key}` });
  const poster = await buffer(await storage.read(key, { start: 0, end: sizeBytes - 1 }));
  return sharp(poster)
    .resize(LONG_SIDE, LONG_SIDE, { fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer();
}
