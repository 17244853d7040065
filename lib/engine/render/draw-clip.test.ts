import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { RATIOS, type Ratio } from "#lib/domain/ratios";
import { type Clip, createClip } from "#lib/engine/render/draw-clip";
import { loadStartImage } from "#lib/engine/render/load-start-image";

const SMALL = { mode: "normal", ratio: "3:2", seed: 3, shortSide: 96, seconds: 1 } as const;
const clipOf = (prompt: string, change: { seed?: number; ratio?: Ratio } = {}) =>
  createClip({ ...SMALL, prompt, ...change });
const bytesOf = (clip: Clip, index: number) => Buffer.from(clip.drawFrame(index).data());
const hashOf = (clip: Clip, index: number) => createHash("sha256").update(clip.encodableFrame(index)).digest("hex");

function meanDifference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += Math.abs((a[index] ?? 0) - (b[index] ?? 0));
  return sum / a.length;
}

/** Shares of clearly red and clearly blue pixels. */
function redAndBlue(rgba: Buffer): { red: number; blue: number } {
  let red = 0;
  let blue = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const difference = (rgba[at] ?? 0) - (rgba[at + 2] ?? 0);
    if (difference > 30) red++;
    if (difference < -30) blue++;
  }
  return { red: red / (rgba.length / 4), blue: blue / (rgba.length / 4) };
}

const FAMILIES = {
  landscape: "mountain valley",
  ocean: "sailing boat and lighthouse on the sea",
  city: "city street in neon rain",
  space: "planet saturn",
  underwater: "fish, whale and jellyfish underwater",
  synthwave: "synthwave",
  silk: "abstract silk",
  forest: "forest cabin with a campfire",
  desert: "desert camels",
  storm: "lightning storm",
  flowers: "roses and butterflies",
  "still-life": "candle and coffee on a table",
  silhouette: "a cat",
  typographic: "bureaucracy",
} as const;

describe.each(Object.entries(FAMILIES))("%s", (family, prompt) => {
  it("draws a picture that moves, and the same one again", async () => {
    const clip = clipOf(prompt);
    expect(clip.plan.family).toBe(family);
    const first = bytesOf(clip, 0);
    const { channels } = await sharp(first, { raw: { width: clip.width, height: clip.height, channels: 4 } }).stats();
    expect(Math.max(...channels.slice(0, 3).map(({ stdev }) => stdev))).toBeGreaterThan(8);
    expect(meanDifference(first, bytesOf(clip, clip.frames - 1))).toBeGreaterThan(0.4);
    expect(hashOf(clipOf(prompt), 5)).toBe(hashOf(clip, 5));
    expect(hashOf(clipOf(prompt, { seed: 4 }), 5)).not.toBe(hashOf(clip, 5));
  });
});

describe("a clip", () => {
  it.each(RATIOS)("has the shape of %s", (ratio) => {
    const [wide, tall] = ratio.split(":").map(Number);
    const clip = clipOf("a lake", { ratio });
    expect(Math.min(clip.width, clip.height)).toBe(96);
    expect(clip.width / clip.height).toBeCloseTo((wide ?? 1) / (tall ?? 1), 1);
    expect([clip.width % 2, clip.height % 2, clip.frames]).toEqual([0, 0, 24]);
    expect(clip.encodableFrame(0)).toHaveLength(clip.width * clip.height * 1.5);
  });

  it.each(["abstract silk in red and blue", "nebula in red and blue"])("shows both colours of %j", (prompt) => {
    const { red, blue } = redAndBlue(bytesOf(clipOf(prompt), 12));
    expect(red).toBeGreaterThan(0.04);
    expect(blue).toBeGreaterThan(0.04);
  });

  it("composes without text where no font has the characters", () => {
    expect(clipOf("สวัสดี ชาวโลก").plan.family).toBe("typographic");
    expect(bytesOf(clipOf("สวัสดี ชาวโลก"), 0).length).toBeGreaterThan(0);
  });
});

describe("image to video", () => {
  it("starts on the image itself and then moves it", async () => {
    const file = await sharp(bytesOf(clipOf("a city at night"), 0), { raw: { width: 144, height: 96, channels: 4 } })
      .jpeg()
      .toBuffer();
    const image = await loadStartImage(file, { width: 144, height: 96 });
    const clip = createClip({ ...SMALL, prompt: "slowly zoom in" }, image);
    const original = Buffer.from(image.data());
    expect(meanDifference(original, bytesOf(clip, 0))).toBe(0);
    expect(meanDifference(original, bytesOf(clip, clip.frames - 1))).toBeGreaterThan(1);
  });
});
