import { clamp } from "#lib/engine/render/interpolate";
import { createRandom } from "#lib/engine/render/random";

/** How the finished picture is graded: 0 leaves it as drawn. */
interface Grade {
  /** Depth of an S-curve on brightness, 0 to 1. */
  contrast: number;
}

const GRAIN_SIZE = 65_536;
const GRAIN_MASK = GRAIN_SIZE - 1;
/** Less than two steps of brightness: invisible, but it keeps the encoder from drawing bands into a sky. */
const GRAIN_STEPS = 1.6;

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
  const stride = width * 4;
  // A function a row: V8 optimises many short calls far better than one long loop.
  const luma = (rgba: Uint8Array, y: number) => {
    for (let index = y * width, at = y * stride, end = at + stride; at < end; index++, at += 4) {
      const brightness = 0.8504 * (rgba[at] ?? 0) + 2.8608 * (rgba[at + 1] ?? 0) + 0.2888 * (rgba[at + 2] ?? 0);
      // Multiplying by an odd number scatters the grain, so that its period never shows as a pattern.
      yuv[index] = (curve[(brightness + 0.5) | 0] ?? 0) + (grain[Math.imul(index, 40_503) & GRAIN_MASK] ?? 0);
    }
  };
  const chroma = (rgba: Uint8Array, y: number) => {
    let u = lumaSize + ((y / 2) * width) / 2;
    let v = u + chromaSize;
    for (let at = y * stride, end = at + stride; at < end; at += 8) {
      const below = at + stride;
      const red = (rgba[at] ?? 0) + (rgba[at + 4] ?? 0) + (rgba[below] ?? 0) + (rgba[below + 4] ?? 0);
      const green = (rgba[at + 1] ?? 0) + (rgba[at + 5] ?? 0) + (rgba[below + 1] ?? 0) + (rgba[below + 5] ?? 0);
      const blue = (rgba[at + 2] ?? 0) + (rgba[at + 6] ?? 0) + (rgba[below + 2] ?? 0) + (rgba[below + 6] ?? 0);
      yuv[u++] = 128.5 - 0.025160925 * red - 0.084642975 * green + 0.109803925 * blue;
      yuv[v++] = 128.5 + 0.109803925 * red - 0.09973555 * green - 0.010068375 * blue;
    }
  };
  return (rgba) => {
    for (let y = 0; y < height; y++) luma(rgba, y);
    for (let y = 0; y < height; y += 2) chroma(rgba, y);
    return yuv;
  };
}

/** Brightness in quarters of a step (0 to 1020) to limited-range luma, with half a step for rounding. */
function brightnessCurve(contrast: number): Float32Array {
  const curve = new Float32Array(1021);
  for (let index = 0; index < curve.length; index++) {
    const x = index / 1020;
    const steep = x * x * (3 - 2 * x);
    curve[index] = 16.5 + 219 * clamp(x + (steep - x) * contrast);
  }
  return curve;
}

function createGrain(): Float32Array {
  const random = createRandom(20_240_517);
  return Float32Array.from({ length: GRAIN_SIZE }, () => (random() + random() - 1) * GRAIN_STEPS);
}
