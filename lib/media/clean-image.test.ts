import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cleanImage } from "#lib/media/clean-image";

const RED = { r: 200, g: 30, b: 30 };
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: RED } });

describe("cleanImage", () => {
  it("strips EXIF and turns the picture upright first", async () => {
    const noted = await picture(60, 40)
      .withExif({ IFD0: { Copyright: "somebody", Artist: "a name" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(noted).metadata()).exif).toBeDefined();
    const clean = await cleanImage(noted);
    expect([clean.mediaType, clean.extension, clean.width, clean.height]).toEqual(["image/jpeg", "jpg", 40, 60]);
    const facts = await sharp(clean.bytes).metadata();
    expect([facts.format, facts.exif, facts.orientation, facts.xmp]).toEqual(["jpeg", undefined, undefined, undefined]);
  });

  it.each(["png", "webp"] as const)("keeps %s, with what can be seen through", async (format) => {
    const bytes = await sharp({ create: { width: 30, height: 20, channels: 4, background: { ...RED, alpha: 0.5 } } })
      .toFormat(format)
      .toBuffer();
    const clean = await cleanImage(bytes);
    expect(clean.mediaType).toBe(`image/${format}`);
    expect((await sharp(clean.bytes).metadata()).hasAlpha).toBe(true);
  });

  it("makes a large picture small enough, by its sides and by its weight", async () => {
    const wide = await cleanImage(await picture(6_000, 1_500).jpeg().toBuffer());
    expect([wide.width, wide.height]).toEqual([2_560, 640]);

    const side = 1_950;
    const noise = await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toBuffer();
    expect(noise.byteLength).toBeGreaterThan(10 * 1024 * 1024);
    const small = await cleanImage(noise);
    expect(small.bytes.byteLength).toBeLessThanOrEqual(10 * 1024 * 1024);
    expect(small.width).toBeLessThan(side);
  });

  it("takes the first frame of a moving picture", async () => {
    const blue = sharp({ create: { width: 16, height: 16, channels: 3, background: "#00f" } });
    const frames = await sharp([await picture(16, 16).png().toBuffer(), await blue.png().toBuffer()], {
      join: { animated: true },
    })
      .webp()
      .toBuffer();
    expect((await sharp(frames).metadata()).pages).toBe(2);
    const clean = await cleanImage(frames);
    expect([clean.height, (await sharp(clean.bytes).metadata()).pages ?? 1]).toEqual([16, 1]);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("hello")],
    ["a drawing", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ["a GIF", Buffer.from("GIF89a\x01\x00\x01\x00")],
    ["a JPEG by its first bytes alone", Buffer.from("ffd8ffe000104a46494600", "hex")],
  ])("refuses %s", async (_, bytes) => {
    await expect(cleanImage(bytes)).rejects.toMatchObject({ code: "UPLOAD_NOT_AN_IMAGE" });
  });

  it("refuses a picture that is cut off, and one of too many pixels", async () => {
    const whole = await picture(400, 400).png().toBuffer();
    await expect(cleanImage(whole.subarray(0, whole.byteLength / 2))).rejects.toMatchObject({
      code: "UPLOAD_NOT_AN_IMAGE",
    });
    const huge = await picture(8_100, 8_100).png({ compressionLevel: 9 }).toBuffer();
    await expect(cleanImage(huge)).rejects.toMatchObject({ code: "UPLOAD_NOT_AN_IMAGE" });
  });
});
