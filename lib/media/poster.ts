import "server-only";
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { AppError } from "#lib/domain/app-error";
import { decodeFrame } from "#lib/media/decode-frame";
import type { VideoFacts } from "#lib/media/probe";

const LONG_SIDE = 960;
const THUMBHASH_SIDE = 100;
const QUALITY = 82;
/** Below this spread of brightness (0 to 255) a frame is a fade or a blank, not a picture. */
const FLAT_DEVIATION = 6;

interface Poster {
  width: number;
  height: number;
  /** Base64. */
  thumbhash: string;
}

interface Candidate {
  pixels: Buffer;
  deviation: number;
}

/**
 * Takes the first frame of `video` that shows something and writes it to `poster` as WebP, at most
 * 960 pixels on the long side, under a temporary name that is renamed when whole.
 * @throws {AppError} INTERNAL when no frame could be decoded. The video itself may still be fine: the
 * WebAssembly decoder, for one, has no AV1.
 */
export async function makePoster(video: string, poster: string, facts: VideoFacts): Promise<Poster> {
  const scale = Math.min(1, LONG_SIDE / Math.max(facts.width, facts.height));
  const width = Math.max(1, Math.round(facts.width * scale));
  const height = Math.max(1, Math.round(facts.height * scale));
  const pixels = await firstGoodFrame(video, width, height, facts.durationSeconds);
  const image = sharp(pixels, { raw: { width, height, channels: 3 } });

  const unfinished = `${poster}.${randomUUID()}.part`;
  try {
    // By Node and not by sharp, which does not say that a disk is full.
    await writeFile(unfinished, await image.clone().webp({ quality: QUALITY }).toBuffer());
    await rename(unfinished, poster);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { width, height, thumbhash: await thumbhashOf(image) };
}

async function firstGoodFrame(video: string, width: number, height: number, durationSeconds: number): Promise<Buffer> {
  let best: Candidate | undefined;
  for (const fraction of [0, 0.08, 0.25, 0.5]) {
    const atSeconds = Math.round(durationSeconds * fraction * 1000) / 1000;
    const pixels = await decodeFrame(video, { atSeconds, width, height });
    if (!pixels) continue;
    const deviation = await brightnessDeviation(pixels, width, height);
    if (!best || deviation > best.deviation) best = { pixels, deviation };
    if (deviation >= FLAT_DEVIATION) break;
  }
  if (!best) throw new AppError("INTERNAL", { detail: "no frame of the video could be decoded", retryable: true });
  return best.pixels;
}

async function brightnessDeviation(pixels: Buffer, width: number, height: number): Promise<number> {
  const { channels } = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .greyscale()
    .stats();
  return channels[0]?.stdev ?? 0;
}

async function thumbhashOf(image: Sharp): Promise<string> {
  const { data, info } = await image
    .clone()
    .resize(THUMBHASH_SIDE, THUMBHASH_SIDE, { fit: "inside" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}
