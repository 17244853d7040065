import "server-only";
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import sharp from "sharp";
import { AppError } from "#lib/domain/app-error";
import { getVideoFile } from "#lib/generations/get-video";
import { decodeFrame, decodeLastFrame } from "#lib/media/decode-frame";
import { probeVideo } from "#lib/media/probe";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { createUpload, type Upload } from "#lib/uploads/create-upload";

/** A start image is made no larger than this, in pixels: what is decoded beyond it would only cost memory. */
const LONG_SIDE = 2_560;

let last: Promise<unknown> = Promise.resolve();

/** One at a time: each is a process of its own. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}

/**
 * Keeps a frame of a user's own video as a start image, without loss and in full size up to 2,560 pixels.
 * @param atSeconds the frame that is shown then; null for the last one
 * @throws {AppError} NOT_FOUND; FRAME_NOT_DECODED; as `createUpload` does
 */
export async function takeFrame(userId: string, videoId: string, atSeconds: number | null): Promise<Upload> {
  const { storageKey } = await getVideoFile(userId, videoId);
  const picture = await inTurn(() => frameOf(storageKey, atSeconds));
  return createUpload(userId, picture);
}

async function frameOf(storageKey: string, atSeconds: number | null): Promise<Buffer> {
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const file = path.join(incomingFolder(), `frame-${randomUUID()}${path.extname(storageKey)}`);
  try {
    await pipeline(await archiveStorage().read(storageKey), createWriteStream(file, { mode: 0o600 }));
    const { width, height, durationSeconds } = await probeVideo(file);
    const scale = Math.min(1, LONG_SIDE / Math.max(width, height));
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    // Past the end there is only the last frame.
    const isLast = atSeconds === null || atSeconds >= durationSeconds;
    const pixels = isLast
      ? await decodeLastFrame(file, { ...size, durationSeconds })
      : ((await decodeFrame(file, { ...size, atSeconds })) ??
        (await decodeLastFrame(file, { ...size, durationSeconds })));
    if (!pixels) throw new AppError("FRAME_NOT_DECODED");
    return await sharp(pixels, { raw: { ...size, channels: 3 } })
      .png()
      .toBuffer();
  } finally {
    await rm(file, { force: true });
  }
}
