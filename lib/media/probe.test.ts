import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { thumbHashToRGBA } from "thumbhash";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "#lib/domain/app-error";
import { encodeFrames } from "#lib/media/encode-frames";
import { findFfmpeg } from "#lib/media/ffmpeg";
import { makePoster } from "#lib/media/poster";
import { probeVideo } from "#lib/media/probe";

const WIDTH = 96;
const HEIGHT = 64;
const BLACK_FRAMES = 4;
let folder: string;
let video: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reelkeep-probe-"));
  video = path.join(folder, "video.mp4");
  const luma = WIDTH * HEIGHT;
  const frame = new Uint8Array(luma * 1.5).fill(128);
  const job = {
    width: WIDTH,
    height: HEIGHT,
    framesPerSecond: 24,
    frames: 48,
    comment: "Test",
    outputPath: video,
    ffmpeg: await findFfmpeg(),
  };
  await encodeFrames(job, (index) => {
    for (let at = 0; at < luma; at++) frame[at] = index < BLACK_FRAMES ? 16 : 16 + ((at * 7 + index * 5) % 200);
    return frame;
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function refusal(name: string, bytes: Uint8Array | string) {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const error = await probeVideo(file).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.code : error;
}

describe("probeVideo", () => {
  it("tells the facts of a whole video", async () => {
    const { length } = await readFile(video);
    await expect(probeVideo(video)).resolves.toEqual({
      width: WIDTH,
      height: HEIGHT,
      durationSeconds: 2,
      frames: 48,
      codec: "avc",
      container: "mp4",
      sizeBytes: length,
      mediaType: "video/mp4",
    });
  });

  it.each([0.3, 0.6, 0.95, 0.999])("refuses a file cut at %f of its length", async (share) => {
    const bytes = await readFile(video);
    expect(await refusal("cut.mp4", bytes.subarray(0, Math.floor(bytes.length * share)))).toBe("INVALID_VIDEO");
  });

  it("refuses what is no video", async () => {
    const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    expect(await refusal("empty.mp4", "")).toBe("INVALID_VIDEO");
    expect(await refusal("page.mp4", "<!doctype html><html><body>502 Bad Gateway</body></html>")).toBe("INVALID_VIDEO");
    expect(await refusal("list.mp4", "#EXTM3U\n#EXT-X-VERSION:3\nhttp://169.254.169.254/latest\n")).toBe(
      "INVALID_VIDEO",
    );
    expect(await refusal("picture.mp4", picture)).toBe("INVALID_VIDEO");
    expect(await refusal("head.mp4", (await readFile(video)).subarray(0, 32))).toBe("INVALID_VIDEO");
  });
});

describe("makePoster", () => {
  it("passes over a black start and writes a WebP with its thumbhash", async () => {
    const poster = path.join(folder, "poster.webp");
    const made = await makePoster(video, poster, await probeVideo(video));
    expect(made).toMatchObject({ width: WIDTH, height: HEIGHT });
    const { format, width } = await sharp(poster).metadata();
    expect([format, width]).toEqual(["webp", WIDTH]);
    const { channels } = await sharp(poster).greyscale().stats();
    expect(channels[0]?.stdev).toBeGreaterThan(6);
    expect(thumbHashToRGBA(Buffer.from(made.thumbhash, "base64")).w).toBeGreaterThan(0);
  });

  it("says so when nothing can be decoded", async () => {
    const facts = await probeVideo(video);
    const page = path.join(folder, "no-video.mp4");
    await writeFile(page, "<html></html>");
    await expect(makePoster(page, path.join(folder, "none.webp"), facts)).rejects.toMatchObject({ code: "INTERNAL" });
  });
});
