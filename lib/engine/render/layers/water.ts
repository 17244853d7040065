import { createCanvas } from "@napi-rs/canvas";
import type { Moment } from "#lib/engine/render/camera";
import { css, type Rgb } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import type { Sun } from "#lib/engine/render/layers/sky";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

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
  const half = Math.ceil(width / 2);
  const field = createField(half, depthPixels);
  const above = createCanvas(half, Math.max(1, Math.floor(horizon)));
  const aboveContext = above.getContext("2d");
  const line = context.createLinearGradient(0, horizon - 7 * unit, 0, horizon + 12 * unit);
  line.addColorStop(0, css(palette.horizon, 0));
  line.addColorStop(0.4, css(palette.horizon, 0.4));
  line.addColorStop(1, css(palette.horizon, 0));

  return (moment: Moment) => {
    const tilt = moment.camera.y * height * 0.3;
    const shore = Math.floor(horizon);
    aboveContext.drawImage(stage.canvas, 0, 0, width, shore, 0, 0, half, above.height);
    const source = above.data();
    const { pixels } = field;
    const time = moment.seconds;
    const sunX = (sun.x - moment.camera.x * width * 0.06) / 2;
    for (let y = 0; y < depthPixels; y++) {
      const near = y / depthPixels;
      const far = 1 / (near + 0.035);
      const rowNoise = far * 26;
      const reach = style.swell * depthPixels * (0.05 + 0.5 * near);
      const spread = half * (0.045 + 0.12 * near);
      const mirror = clamp(1 - near * (1 - style.mirror) * 1.5, style.mirror * 0.5, 1);
      const step = (far * 300) / width;
      for (let x = 0; x < half; x++) {
        const across = (x - half / 2) * step + moment.camera.x * width * 0.25;
        const long = noise(across * 0.8 + time * 3.4, rowNoise * 3.2 + time * 8 + tilt * 0.02) - 0.5;
        const short = noise(across * 2.3 - time * 6, rowNoise * 7.6 - time * 11) - 0.5;
        const slope = long * 1.3 + short * 0.9;
        const fromY = clamp(Math.floor(above.height - 2 - y * 0.92 + slope * reach), 0, above.height - 1);
        const fromX = clamp(Math.floor(x + (long + short) * reach * 0.2), 0, half - 1);
        const from = (fromY * half + fromX) * 4;
        const at = (y * half + x) * 4;
        const away = (x - sunX) / spread;
        const path = Math.exp(-away * away) * smoothstep(0.06, 0.34, slope) * style.glitter;
        const share = clamp(mirror + slope * 0.25);
        pixels[at] = mix(style.body[0], source[from] ?? 0, share) + palette.light[0] * path;
        pixels[at + 1] = mix(style.body[1], source[from + 1] ?? 0, share) + palette.light[1] * path;
        pixels[at + 2] = mix(style.body[2], source[from + 2] ?? 0, share) + palette.light[2] * path;
        pixels[at + 3] = 255;
      }
    }
    field.upload();
    context.drawImage(field.canvas, 0, shore, width, depthPixels);
    context.fillStyle = line;
    context.fillRect(0, horizon - 7 * unit, width, 19 * unit);
  };
}
