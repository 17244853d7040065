import { clamp, inWords } from "#lib/engine/render/interpolate";
import { createRandom } from "#lib/engine/render/random";

/** How the finished picture is graded: 0 leaves it as drawn. */
interface Grade {
  /** Depth of an S-curve on brightness, 0 to 1. */
  contrast: number;
}

/** Rows begin within the mask; what lies beyond is room for the widest of them. */
const GRAIN_MASK = 0x7fff;
const GRAIN_SIZE = 65_536;
/** Less than two steps of brightness: invisible, but it keeps the encoder from drawing bands into a sky. */
const GRAIN_STEPS = 1.6;
/** Red and blue of a pixel, and its green. */
const OUTER = 0x00ff00ff;
const MIDDLE = 0x0000ff00;

/**
 * A converter from RGBA to planar 4:2:0 in limited-range BT.709, as H.264 wants it: graded, and with a
 * still, unseen grain against banding. The returned bytes are overwritten by the next call.
 */
export function createYuvConverter(width: number, height: number, grade: Grade): (rgba: Uint8Array) => Uint8Array {
  const lumaSize = width * height;
  const chromaSize = lumaSize / 4;
  const yuv = new Uint8Array(lumaSize + 2 * chromaSize);
  const curve = brightnessCurve(grade.contrast);
  const grain = createGrain();
  // A function a row: V8 optimises many short calls far better than one long loop. A pixel is one read of
  // 32 bits, and all numbers are whole: brightness in quarters of a step times 2^16, luma in 1/64, chroma in 2^-18.
  const luma = (rgba: Int32Array, y: number) => {
    // Each row begins elsewhere in the grain, so that its period never shows as a pattern.
    let speck = Math.imul(y, 40_503) & GRAIN_MASK;
    for (let index = y * width, end = index + width; index < end; index++, speck++) {
      const pixel = rgba[index] ?? 0;
      const brightness =
        (Math.imul(55_732, pixel & 255) +
          Math.imul(187_485, (pixel >> 8) & 255) +
          Math.imul(18_927, (pixel >> 16) & 255) +
          32_768) >>
        16;
      yuv[index] = ((curve[brightness] ?? 0) + (grain[speck] ?? 0)) >> 6;
    }
  };
  const chroma = (rgba: Int32Array, y: number) => {
    let u = lumaSize + ((y * width) >> 2);
    let v = u + chromaSize;
    for (let at = y * width, end = at + width; at < end; at += 2) {
      const a = rgba[at] ?? 0;
      const b = rgba[at + 1] ?? 0;
      const c = rgba[at + width] ?? 0;
      const d = rgba[at + width + 1] ?? 0;
      // Red and blue are added up in one word: a sum of four has 10 bits, and 16 are its own.
      const outer = (a & OUTER) + (b & OUTER) + (c & OUTER) + (d & OUTER);
      const red = outer & 0xffff;
      const green = ((a & MIDDLE) + (b & MIDDLE) + (c & MIDDLE) + (d & MIDDLE)) >> 8;
      const blue = outer >> 16;
      yuv[u++] = (33_685_504 - Math.imul(6_596, red) - Math.imul(22_188, green) + Math.imul(28_784, blue)) >> 18;
      yuv[v++] = (33_685_504 + Math.imul(28_784, red) - Math.imul(26_145, green) - Math.imul(2_639, blue)) >> 18;
    }
  };
  return (rgba) => {
    const pixels = inWords(rgba);
    for (let y = 0; y < height; y++) luma(pixels, y);
    for (let y = 0; y < height; y += 2) chroma(pixels, y);
    return yuv;
  };
}

/** Brightness in quarters of a step (0 to 1020) to limited-range luma in 1/64, with half a step for rounding. */
function brightnessCurve(contrast: number): Int16Array {
  const curve = new Int16Array(1021);
  for (let index = 0; index < curve.length; index++) {
    const x = index / 1020;
    const steep = x * x * (3 - 2 * x);
    curve[index] = 64 * (16.5 + 219 * clamp(x + (steep - x) * contrast));
  }
  return curve;
}

function createGrain(): Int16Array {
  const random = createRandom(20_240_517);
  return Int16Array.from({ length: GRAIN_SIZE }, () => 64 * (random() + random() - 1) * GRAIN_STEPS);
}
