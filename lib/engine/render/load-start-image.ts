import { type Canvas, createCanvas, ImageData } from "@napi-rs/canvas";
import sharp from "sharp";

const MAX_PIXELS = 64_000_000;

/** Decodes the start image and cuts it to the frame's shape, keeping what draws the eye. */
export async function loadStartImage(bytes: Buffer, size: { width: number; height: number }): Promise<Canvas> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" })
    .rotate()
    .resize(size.width, size.height, { fit: "cover", position: "attention" })
    .flatten({ background: "#ffffff" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const canvas = createCanvas(info.width, info.height);
  canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(data), info.width, info.height), 0, 0);
  return canvas;
}
