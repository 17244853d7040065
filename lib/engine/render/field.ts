import { type Canvas, createCanvas, type ImageData, type SKRSContext2D } from "@napi-rs/canvas";

/** A small picture computed pixel by pixel and drawn scaled up: clouds, light, water. */
export interface Field {
  width: number;
  height: number;
  /** RGBA bytes; call `upload` after writing to them. */
  pixels: Uint8ClampedArray;
  canvas: Canvas;
  upload(): void;
}

export function createField(width: number, height: number): Field {
  const canvas = createCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const context: SKRSContext2D = canvas.getContext("2d");
  const image: ImageData = context.createImageData(canvas.width, canvas.height);
  return {
    width: canvas.width,
    height: canvas.height,
    pixels: image.data,
    canvas,
    upload: () => context.putImageData(image, 0, 0),
  };
}
