import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeFrames } from "#lib/media/encode-frames";
import { type Ffmpeg, findFfmpeg, wasmFfmpeg } from "#lib/media/ffmpeg";
import { probeVideo } from "#lib/media/probe";

const WIDTH = 64;
const HEIGHT = 48;
const FRAMES = 12;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reelkeep-ffmpeg-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function encode(ffmpeg: Ffmpeg, outputPath: string, signal?: AbortSignal) {
  const frame = new Uint8Array(WIDTH * HEIGHT * 1.5).fill(128);
  const job = {
    width: WIDTH,
    height: HEIGHT,
    framesPerSecond: 24,
    frames: FRAMES,
    comment: "A test, no more",
    outputPath,
    ffmpeg,
    signal,
  };
  return encodeFrames(job, (index) => frame.fill(40 + index * 10, 0, WIDTH * HEIGHT));
}

describe.each([
  ["WebAssembly", () => Promise.resolve(wasmFfmpeg())],
  ["whatever this machine has", findFfmpeg],
])("encoding by %s", (name, find) => {
  it("makes a whole H.264 MP4 with every frame", async () => {
    const output = path.join(folder, `${name}.mp4`);
    await encode(await find(), output);
    const facts = await probeVideo(output);
    expect(facts).toMatchObject({
      width: WIDTH,
      height: HEIGHT,
      frames: FRAMES,
      codec: "avc",
      container: "mp4",
      mediaType: "video/mp4",
    });
    expect(facts.durationSeconds).toBeCloseTo(FRAMES / 24, 2);
  });

  it("fails with ffmpeg's own words when the output can't be written", async () => {
    await expect(encode(await find(), path.join(folder, "missing", "clip.mp4"))).rejects.toThrow(/No such file|ENOENT/);
  });
});

it("stops when it is aborted", async () => {
  await expect(encode(wasmFfmpeg(), path.join(folder, "aborted.mp4"), AbortSignal.abort())).rejects.toThrow(/abort/i);
});
