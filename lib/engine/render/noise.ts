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
  const places = Float32Array.from({ length: cellSize }, (_, index) => index / cellSize);
  const weights = places.map(fade);
  for (let row = 0; row < cells; row++) {
    const above = row * cells;
    const below = ((row + 1) % cells) * cells;
    for (let column = 0; column < cells; column++) {
      const right = (column + 1) % cells;
      const corners = [above + column, above + right, below + column, below + right] as const;
      addCell({ tile, places, weights, gradients, amplitude }, (row * SIZE + column) * cellSize, corners);
    }
  }
}

interface Octave {
  tile: Float32Array;
  /** Of a cell's values from its corner on, 0 to 1, and how much of the farther corner each has. */
  places: Float32Array;
  weights: Float32Array;
  gradients: Float32Array;
  amplitude: number;
}

/** One cell of an octave, whose first value lies at `start`; `corners` tell which gradients are its own. */
function addCell(octave: Octave, start: number, corners: readonly [number, number, number, number]): void {
  const { tile, places, weights, gradients, amplitude } = octave;
  // Held in plain variables: the loop below runs two million times before the first frame.
  const [a, b, c, d] = corners;
  const ax = gradients[a * 2] ?? 0;
  const ay = gradients[a * 2 + 1] ?? 0;
  const bx = gradients[b * 2] ?? 0;
  const by = gradients[b * 2 + 1] ?? 0;
  const cx = gradients[c * 2] ?? 0;
  const cy = gradients[c * 2 + 1] ?? 0;
  const dx = gradients[d * 2] ?? 0;
  const dy = gradients[d * 2 + 1] ?? 0;
  for (let y = 0; y < places.length; y++) {
    const ty = places[y] ?? 0;
    const wy = weights[y] ?? 0;
    const aRow = ay * ty;
    const bRow = by * ty - bx;
    const cRow = cy * (ty - 1);
    const dRow = dy * (ty - 1) - dx;
    let index = start + y * SIZE;
    for (let x = 0; x < places.length; x++, index++) {
      const tx = places[x] ?? 0;
      const wx = weights[x] ?? 0;
      const left = ax * tx + aRow;
      const upper = left + (bx * tx + bRow - left) * wx;
      const leftBelow = cx * tx + cRow;
      const lower = leftBelow + (dx * tx + dRow - leftBelow) * wx;
      tile[index] = (tile[index] ?? 0) + amplitude * (upper + (lower - upper) * wy);
    }
  }
}

function stretchToUnit(tile: Float32Array): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < tile.length; index++) {
    const value = tile[index] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  for (let index = 0; index < tile.length; index++) tile[index] = clamp(((tile[index] ?? 0) - low) / (high - low));
}
