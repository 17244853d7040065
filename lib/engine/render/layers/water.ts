import { createCanvas } from "@napi-rs/canvas";
import type { Moment } from "#lib/engine/render/camera";
import { css, type Rgb } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, inWords, smoothstep } from "#lib/engine/render/interpolate";
import type { Sun } from "#lib/engine/render/layers/sky";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Waves are wide and flat: their slope is worked out at every fourth pixel of a row. */
const STRIDE = 4;
const OPAQUE = 0xff << 24;
const OUTER = 0x00ff00ff;
const MIDDLE = 0x0000ff00;
/** The sun's path is worked out as far from its middle as it can be seen: in squared spreads. */
const LIT_SPREADS = 6;

interface WaterStyle {
  /** Height of the waves; 0.1 is a lake, 0.4 a rough sea. */
  swell: number;
  body: Rgb;
  /** How much of what lies above is mirrored near the viewer, 0 to 1. */
  mirror: number;
  /** Strength of the sun's path, 0 for none. */
  glitter: number;
}

/** Water from `horizon` down that mirrors whatever has been drawn above it so far. */
export function createWater(stage: Stage, horizon: number, sun: Sun, style: WaterStyle): DrawMoment {
  const { context, noise, palette, width, height, unit } = stage;
  const depthPixels = height - Math.floor(horizon);
  const shore = Math.floor(horizon);
  const half = Math.ceil(width / 2);
  const field = createField(half, depthPixels);
  const above = createCanvas(half, Math.max(1, Math.floor(horizon)));
  const aboveContext = above.getContext("2d");
  const [bodyRed, bodyGreen, bodyBlue] = style.body;
  const [lightRed, lightGreen, lightBlue] = palette.light;
  const body = (bodyBlue << 16) | (bodyGreen << 8) | bodyRed;
  const { glitter } = style;
  const lastRow = above.height - 1;
  const slopes = new Float32Array(Math.ceil(half / STRIDE) + 1);
  const long = new Float32Array(slopes.length);
  const short = new Float32Array(slopes.length);
  const line = context.createLinearGradient(0, horizon - 7 * unit, 0, horizon + 12 * unit);
  line.addColorStop(0, css(palette.horizon, 0));
  line.addColorStop(0.4, css(palette.horizon, 0.4));
  line.addColorStop(1, css(palette.horizon, 0));

  const pixels = new Int32Array(field.pixels.buffer, field.pixels.byteOffset, half * depthPixels);
  const paintRow = (y: number, source: Int32Array, moment: Moment, sunX: number) => {
    const time = moment.seconds;
    const tilt = moment.camera.y * height * 0.3;
    const near = y / depthPixels;
    const far = 1 / (near + 0.035);
    const rowNoise = far * 26;
    const reach = style.swell * depthPixels * (0.05 + 0.5 * near);
    const spread = half * (0.045 + 0.12 * near);
    const mirror = clamp(1 - near * (1 - style.mirror) * 1.5, style.mirror * 0.5, 1);
    const step = ((far * 300) / width) * STRIDE;
    const across = (-slopes.length / 2) * step + moment.camera.x * width * 0.25;
    noise.along(long, across * 0.8 + time * 3.4, rowNoise * 3.2 + time * 8 + tilt * 0.02, step * 0.8, 0);
    noise.along(short, across * 2.3 - time * 6, rowNoise * 7.6 - time * 11, step * 2.3, 0);
    for (let index = 0; index < slopes.length; index++) {
      slopes[index] = ((long[index] ?? 0) - 0.5) * 1.3 + ((short[index] ?? 0) - 0.5) * 0.9;
    }
    const straight = above.height - 2 - y * 0.92;
    const lit = glitter === 0 ? 0 : spread * Math.sqrt(LIT_SPREADS);
    for (let x = 0; x < half; x++) {
      const knot = x >> 2;
      const before = slopes[knot] ?? 0;
      const slope = before + ((slopes[knot + 1] ?? 0) - before) * ((x & 3) / STRIDE);
      const wave = slope * reach;
      let fromY = (straight + wave) | 0;
      if (fromY < 0) fromY = 0;
      else if (fromY > lastRow) fromY = lastRow;
      let fromX = (x + wave * 0.18) | 0;
      if (fromX < 0) fromX = 0;
      else if (fromX >= half) fromX = half - 1;
      let share = ((mirror + slope * 0.25) * 256) | 0;
      if (share < 0) share = 0;
      else if (share > 256) share = 256;
      pixels[y * half + x] = OPAQUE | mixed(body, source[fromY * half + fromX] ?? 0, share);
    }
    for (let x = Math.max(0, Math.ceil(sunX - lit)); x < Math.min(half, sunX + lit); x++) {
      const knot = x >> 2;
      const before = slopes[knot] ?? 0;
      const slope = before + ((slopes[knot + 1] ?? 0) - before) * ((x & 3) / STRIDE);
      if (slope <= 0.06) continue;
      const away = (x - sunX) / spread;
      const path = Math.exp(-away * away) * smoothstep(0.06, 0.34, slope) * glitter;
      const pixel = pixels[y * half + x] ?? 0;
      const red = Math.min(255, (pixel & 255) + lightRed * path);
      const green = Math.min(255, ((pixel >> 8) & 255) + lightGreen * path);
      const blue = Math.min(255, ((pixel >> 16) & 255) + lightBlue * path);
      pixels[y * half + x] = OPAQUE | (blue << 16) | (green << 8) | red;
    }
  };

  return (moment: Moment) => {
    aboveContext.drawImage(stage.canvas, 0, 0, width, shore, 0, 0, half, above.height);
    const source = inWords(above.data());
    const sunX = (sun.x - moment.camera.x * width * 0.06) / 2;
    for (let y = 0; y < depthPixels; y++) paintRow(y, source, moment, sunX);
    field.upload();
    context.drawImage(field.canvas, 0, shore, width, depthPixels);
    context.fillStyle = line;
    context.fillRect(0, horizon - 7 * unit, width, 19 * unit);
  };
}

/** `share` of 256 from one colour to the other, without their opacity. */
function mixed(from: number, to: number, share: number): number {
  const rest = 256 - share;
  const outer = (Math.imul(from & OUTER, rest) + Math.imul(to & OUTER, share)) >>> 8;
  const middle = (Math.imul(from & MIDDLE, rest) + Math.imul(to & MIDDLE, share)) >>> 8;
  return (outer & OUTER) | (middle & MIDDLE);
}
