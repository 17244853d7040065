import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { blend, type Rgb, WHITE } from "#lib/engine/render/colour";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import type { Sun } from "#lib/engine/render/layers/sky";
import type { Stage } from "#lib/engine/render/stage";

interface RidgeStyle {
  /** Foot of the layer and the height of its summits, in pixels. */
  foot: number;
  height: number;
  /** Where the next layer covers this one for certain: nothing is drawn below. */
  bottom: number;
  /** 0 is the farthest layer, 1 the nearest. */
  depth: number;
  /** Jagged rock, or rolling hills. */
  rolling: boolean;
  /** Share of the height that carries snow from the top, 0 for none. */
  snow: number;
  colour: Rgb;
}

interface Ridge {
  canvas: Canvas;
  top: number;
  depth: number;
  /** Height of the ground line at `x`, in pixels of the frame. */
  lineAt(x: number): number;
}

/** One layer of mountains or hills, lit pixel by pixel from the sun's side and hazy with distance; drawn once. */
export function createRidge(stage: Stage, sun: Sun, style: RidgeStyle): Ridge {
  const { noise, palette, softNoise, unit } = stage;
  const offset = 40 + stage.random() * 900;
  const stretch = mix(0.62, 0.34, style.depth) / unit;
  const crest = (z: number, row: number) => 1 - Math.abs(2 * noise(z, row) - 1);
  const profile = (x: number) => {
    const t = x * stretch + offset;
    if (style.rolling) return 0.2 + 0.7 * softNoise(t * 0.8, offset) + 0.05 * noise(t * 1.7, offset + 30);
    const mass = (1 - Math.abs(2 * softNoise(t * 0.9, offset) - 1)) ** 1.4;
    const summits = 0.55 + 0.6 * softNoise(t * 0.45 + offset, 60);
    return (
      (mass * 0.62 +
        crest(t * 1.3, offset + 9) * 0.24 +
        crest(t * 3.1, offset + 77) * 0.1 +
        noise(t * 6.7, offset) * 0.04) *
      summits
    );
  };
  const lineAt = (x: number) => style.foot - style.height * profile(x);
  const top = Math.max(stage.top, Math.floor(style.foot - style.height * 1.15));
  const canvas = createCanvas(
    stage.spanX,
    Math.max(1, Math.ceil(Math.min(style.bottom, stage.top + stage.spanY) - top)),
  );
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = image.data;
  const night = stage.plan.mood === "night" || stage.plan.mood === "neon";
  const snow = blend(WHITE, palette.horizon, 0.2);
  const snowLight = night ? 0.5 : 1;
  const side = sun.x > stage.width / 2 ? -1 : 1;
  const grain = mix(0.9, 0.55, style.depth) / unit;
  const farHaze = (1 - style.depth) * 0.55;
  // Held in plain variables: the loop below runs for every pixel of a layer larger than the frame.
  const [groundRed, groundGreen, groundBlue] = style.colour;
  const [snowRed, snowGreen, snowBlue] = [snow[0] * snowLight, snow[1] * snowLight, snow[2] * snowLight] as const;
  const [lightRed, lightGreen, lightBlue] = palette.light;
  const [hazeRed, hazeGreen, hazeBlue] = palette.horizon;
  const fading = Float32Array.from({ length: canvas.height + 1 }, (_, down) => Math.exp((-1.5 * down) / style.height));

  const paintColumn = (column: number) => {
    const x = stage.left + column;
    const line = lineAt(x);
    const slope = clamp(0.5 + ((line - lineAt(x + side * 9 * unit)) / (18 * unit)) * 0.75) - 0.5;
    const start = Math.max(0, Math.floor(line - top));
    for (let row = start; row < canvas.height; row++) {
      const y = row + top;
      const down = (y - line) / style.height;
      // Folds run down the slope and are turned per layer, so that no two share their texture.
      const foldX = x * grain + offset * 3.7 + (y - line) * grain * 0.5 * side;
      const foldY = (y - line * 0.3) * grain * 0.8 + offset * 1.9;
      const rock = noise(foldX, foldY);
      const relief = (rock - noise(foldX - side * 3.4, foldY - 2.7)) * (style.rolling ? 0.7 : 2.6);
      const fine = noise(foldX * 2.9 + 71, foldY * 2.9) - 0.5;
      const light = clamp(
        0.5 - slope * 0.95 * (fading[row - start] ?? 0) + relief + fine * (style.rolling ? 0.12 : 0.3),
      );
      const snowLine = (style.foot - y) / style.height - (1.02 - style.snow * 0.6) + (rock - 0.5) * 0.8 + 0.14 * light;
      const snowy = style.snow > 0 ? smoothstep(0, 0.12, snowLine) * 0.95 : 0;
      const haze =
        clamp(farHaze + smoothstep(0.05, 1.05, down) * (1 - style.depth * 0.75) * 0.6, 0, 0.94) * (night ? 0.7 : 1);
      const shade = 0.58 + 0.74 * light;
      const warm = 0.14 * light * light * (1 - snowy) * snowLight;
      const at = (row * canvas.width + column) * 4;
      pixels[at] = mix(mix(groundRed, snowRed, snowy) * shade + lightRed * warm, hazeRed, haze);
      pixels[at + 1] = mix(mix(groundGreen, snowGreen, snowy) * shade + lightGreen * warm, hazeGreen, haze);
      pixels[at + 2] = mix(mix(groundBlue, snowBlue, snowy) * shade + lightBlue * warm, hazeBlue, haze);
      pixels[at + 3] = 255 * clamp(y + 1 - line);
    }
  };
  for (let column = 0; column < canvas.width; column++) paintColumn(column);
  context.putImageData(image, 0, 0);
  return { canvas, top, depth: style.depth, lineAt };
}
