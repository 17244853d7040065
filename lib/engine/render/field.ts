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

/** Seconds between two pictures that are really computed: three frames at normal speed. */
const KEY_SECONDS = 1 / 8;

/**
 * A field that changes slowly: `paint` computes its picture a few times a second, and what lies between
 * two is faded from one to the other. The same seconds give the same picture, in whatever order asked.
 */
export function createSlowField(
  width: number,
  height: number,
  paint: (pixels: Uint8ClampedArray, seconds: number) => void,
): { canvas: Canvas; show(seconds: number): void } {
  const field = createField(width, height);
  const size = field.pixels.length;
  const keys: [Key, Key] = [
    { number: Number.NaN, pixels: new Uint8ClampedArray(size) },
    { number: Number.NaN, pixels: new Uint8ClampedArray(size) },
  ];
  // Neighbours have different parity, so each keeps its place while the other moves on.
  const keyAt = (number: number): Uint8ClampedArray => {
    const key = keys[number % 2 === 0 ? 0 : 1];
    if (key.number !== number) {
      paint(key.pixels, number * KEY_SECONDS);
      key.number = number;
    }
    return key.pixels;
  };
  const show = (seconds: number) => {
    const place = seconds / KEY_SECONDS;
    const number = Math.floor(place);
    fadeInto(field.pixels, keyAt(number), keyAt(number + 1), Math.round((place - number) * 256));
    field.upload();
  };
  return { canvas: field.canvas, show };
}

interface Key {
  number: number;
  pixels: Uint8ClampedArray;
}

const EVEN_CHANNELS = 0x00ff00ff;

/** `share` of 256 from one picture to the other; two channels of a pixel in one multiplication. */
function fadeInto(target: Uint8ClampedArray, from: Uint8ClampedArray, to: Uint8ClampedArray, share: number): void {
  const pixels = new Uint32Array(target.buffer, target.byteOffset, target.length / 4);
  const before = new Uint32Array(from.buffer);
  const after = new Uint32Array(to.buffer);
  for (let index = 0; index < pixels.length; index++) {
    const a = before[index] ?? 0;
    const b = after[index] ?? 0;
    const even = Math.imul(a & EVEN_CHANNELS, 256 - share) + Math.imul(b & EVEN_CHANNELS, share);
    const odd = Math.imul((a >>> 8) & EVEN_CHANNELS, 256 - share) + Math.imul((b >>> 8) & EVEN_CHANNELS, share);
    pixels[index] = ((even >>> 8) & EVEN_CHANNELS) | (odd & ~EVEN_CHANNELS);
  }
}
