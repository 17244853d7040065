import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { decodeFrame, decodeLastFrame } from "#lib/media/decode-frame";
import { encodeFrames } from "#lib/media/encode-frames";
import { findFfmpeg } from "#lib/media/ffmpeg";
import { probeVideo } from "#lib/media/probe";
import { stitchClips } from "#lib/media/stitch-clips";

/** Where there is no ffmpeg each frame and each clip is a process of WebAssembly: a loaded machine takes its time. */
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reelkeep-stitch-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A clip whose frames are of one grey each, from `from` on, 8 brighter with every frame. */
async function clip(
  name: string,
  { width = 64, height = 48, frames = 12, from = 40, rate = 24 } = {},
): Promise<string> {
  const outputPath = path.join(folder, name);
  const frame = new Uint8Array(width * height * 1.5).fill(128);
  const job = { width, height, framesPerSecond: rate, frames, comment: "Test", outputPath, ffmpeg: await findFfmpeg() };
  await encodeFrames(job, (index) => frame.fill(from + index * 8, 0, width * height));
  return outputPath;
}

/** Middle brightness of a frame, 0 to 255. */
const grey = (pixels: Buffer | undefined) => pixels?.[Math.floor(pixels.length / 6) * 3] ?? Number.NaN;

describe("stitchClips", () => {
  it("copies the packets of clips that are alike, and every frame is there in order", async () => {
    const files = [
      await clip("a.mp4", { from: 40 }),
      await clip("b.mp4", { from: 60 }),
      await clip("c.mp4", { from: 90 }),
    ];
    const output = path.join(folder, "joined.mp4");
    const told: number[] = [];
    expect(await stitchClips(files, output, { onProgress: (done) => told.push(done) })).toBe("joined");
    const facts = await probeVideo(output);
    expect(facts).toMatchObject({ width: 64, height: 48, frames: 36, codec: "avc", mediaType: "video/mp4" });
    expect(facts.durationSeconds).toBeCloseTo(1.5, 2);
    expect(told.every((done, place) => done >= 0 && done <= 1 && done >= (told[place - 1] ?? 0) - 0.1)).toBe(true);
    const size = { width: 64, height: 48 };
    const parts = await Promise.all(
      [0.02, 0.52, 1.02].map(async (atSeconds) => grey(await decodeFrame(output, { ...size, atSeconds }))),
    );
    expect(parts[0]).toBeLessThan(parts[1] ?? 0);
    expect(parts[1]).toBeLessThan(parts[2] ?? 0);
    const last = await decodeLastFrame(output, { ...size, durationSeconds: facts.durationSeconds });
    const lastOfC = await decodeLastFrame(files[2] ?? "", { ...size, durationSeconds: 0.5 });
    expect(grey(last)).toBe(grey(lastOfC));
  });

  it("encodes anew, to the first one's size and rate, where one differs", async () => {
    const files = [await clip("wide.mp4", { width: 80 }), await clip("tall.mp4", { height: 96, frames: 15, rate: 30 })];
    const output = path.join(folder, "mixed.mp4");
    const told: number[] = [];
    expect(await stitchClips(files, output, { onProgress: (done) => told.push(done) })).toBe("re-encoded");
    const facts = await probeVideo(output);
    expect(facts).toMatchObject({ width: 80, height: 48, frames: 24, codec: "avc" });
    expect(facts.durationSeconds).toBeCloseTo(1, 1);
    expect(told.at(-1)).toBe(1);
  });

  it("stops when it is aborted, and fails on what is no video", async () => {
    const [one, other] = [await clip("one.mp4"), await clip("other.mp4", { width: 96 })];
    const output = path.join(folder, "never.mp4");
    await expect(stitchClips([one, other], output, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    await expect(stitchClips([one, import.meta.filename], output)).rejects.toThrow();
  });
});

describe("decodeLastFrame", () => {
  it("finds the very last frame, also far before the end that is told", async () => {
    const file = await clip("ramp.mp4", { frames: 20 });
    const size = { width: 64, height: 48 };
    const last = grey(await decodeLastFrame(file, { ...size, durationSeconds: 20 / 24 }));
    expect(last).toBeGreaterThan(grey(await decodeFrame(file, { ...size, atSeconds: 18 / 24 })) - 1);
    expect(grey(await decodeLastFrame(file, { ...size, durationSeconds: 8 }))).toBe(last);
    expect(await decodeLastFrame(import.meta.filename, { ...size, durationSeconds: 1 })).toBeUndefined();
  });
});
