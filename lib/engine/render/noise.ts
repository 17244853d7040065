import { clamp } from "#lib/engine/render/interpolate";
import { createRandom } from "#lib/engine/render/random";

const SIZE = 512;
const MASK = SIZE - 1;
const BASE_CELLS = 4;

/** Smooth noise over the plane, 0 to 1, repeating every 512 units; one unit is its finest grain. */
export interface Noise {
  (x: number, y: number): number;
  /** Fills `values` with the noise at `x`, `y` and on in equal steps: far quicker than as many calls. */
  along(values: Float32Array, x: number, y: number, stepX: number, stepY: number): void;
}

/** Fractal gradient noise of `octaves`: few for soft shapes, six for cloud and rock. */
export function createNoise(seed: number, octaves: number): Noise {
  const tile = new Float32Array(SIZE * SIZE);
  let amplitude = 1;
  for (let octave = 0; octave < octaves; octave++, amplitude *= 0.5) {
    addOctave(tile, seed + octave * 7919, BASE_CELLS << octave, amplitude);
  }
  stretchToUnit(tile);
  const at = (x: number, y: number): number => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const tx = x - left;
    const ty = y - top;
    const row0 = (top & MASK) * SIZE;
    const row1 = ((top + 1) & MASK) * SIZE;
    const column0 = left & MASK;
    const column1 = (left + 1) & MASK;
    const a = tile[row0 + column0] ?? 0;
    const c = tile[row1 + column0] ?? 0;
    const upper = a + ((tile[row0 + column1] ?? 0) - a) * tx;
    const lower = c + ((tile[row1 + column1] ?? 0) - c) * tx;
    return upper + (lower - upper) * ty;
  };
  const along: Noise["along"] = (values, x, y, stepX, stepY) => {
    for (let index = 0; index < values.length; index++) values[index] = at(x + index * stepX, y + index * stepY);
  };
  return Object.assign(at, { along });
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function addOctave(tile: Float32Array, seed: number, cells: number, amplitude: number): void {
  const random = createRandom(seed);
  const gradients = new Float32Array(cells * cells * 2);
  for (let index = 0; index < gradients.length; index += 2) {
    const angle = random() * Math.PI * 2;
    gradients[index] = Math.cos(angle);
    gradients[index + 1] = Math.sin(angle);
  }
  const cellSize = SIZE / cells;
  const slope = (column: number, row: number, dx: number, dy: number) => {
    const index = (row * cells + column) * 2;
    return (gradients[index] ?? 0) * dx + (gradients[index + 1] ?? 0) * dy;
  };
  for (let y = 0; y < SIZE; y++) {
    const row = Math.floor(y / cellSize);
    const below = (row + 1) % cells;
    const ty = y / cellSize - row;
    const wy = fade(ty);
    for (let x = 0; x < SIZE; x++) {
      const column = Math.floor(x / cellSize);
      const right = (column + 1) % cells;
      const tx = x / cellSize - column;
      const wx = fade(tx);
      const upper = slope(column, row, tx, ty) * (1 - wx) + slope(right, row, tx - 1, ty) * wx;
      const lower = slope(column, below, tx, ty - 1) * (1 - wx) + slope(right, below, tx - 1, ty - 1) * wx;
      const index = y * SIZE + x;
      tile[index] = (tile[index] ?? 0) + amplitude * (upper + (lower - upper) * wy);
    }
  }
}

function stretchToUnit(tile: Float32Array): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of tile) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  for (let index = 0; index < tile.length; index++) tile[index] = clamp(((tile[index] ?? 0) - low) / (high - low));
}
