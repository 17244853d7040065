import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { blend, type Rgb, WHITE } from "#lib/engine/render/colour";
import { clamp, mix } from "#lib/engine/render/interpolate";
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
  const lowHaze = (1 - style.depth * 0.75) * 0.6;
  const hazeShare = night ? 0.7 : 1;
  const mostHaze = 0.94 * hazeShare;
  // Held in plain variables, and with no calls: the loop below runs for every pixel of a layer larger than
  // the frame, and numbers that are handed to a function cost more than what is done with them.
  const { foot, height: tall } = style;
  const { width } = canvas;
  const snowEdge = 1.02 - style.snow * 0.6;
  const snowShare = style.snow > 0 ? 0.95 : 0;
  const [groundRed, groundGreen, groundBlue] = style.colour;
  const [snowRed, snowGreen, snowBlue] = [snow[0] * snowLight, snow[1] * snowLight, snow[2] * snowLight] as const;
  const [lightRed, lightGreen, lightBlue] = palette.light;
  const [hazeRed, hazeGreen, hazeBlue] = palette.horizon;
  const rocks = new Float32Array(canvas.height);
  const litRocks = new Float32Array(canvas.height);
  const fines = new Float32Array(canvas.height);
  const [reliefStrength, fineStrength] = style.rolling ? ([0.7, 0.12] as const) : ([2.6, 0.3] as const);
  const fading = Float32Array.from({ length: canvas.height + 1 }, (_, down) => Math.exp((-1.5 * down) / style.height));

  const paintColumn = (column: number) => {
    const x = stage.left + column;
    const line = lineAt(x);
    const slope = clamp(0.5 + ((line - lineAt(x + side * 9 * unit)) / (18 * unit)) * 0.75) - 0.5;
    const start = Math.max(0, Math.floor(line - top));
    const count = Math.max(0, canvas.height - start);
    // Folds run down the slope and are turned per layer, so that no two share their texture.
    const foldX = x * grain + offset * 3.7 + (start + top - line) * grain * 0.5 * side;
    const foldY = (start + top - line * 0.3) * grain * 0.8 + offset * 1.9;
    const stepX = grain * 0.5 * side;
    const stepY = grain * 0.8;
    noise.along(rocks.subarray(0, count), foldX, foldY, stepX, stepY);
    noise.along(litRocks.subarray(0, count), foldX - side * 3.4, foldY - 2.7, stepX, stepY);
    noise.along(fines.subarray(0, count), foldX * 2.9 + 71, foldY * 2.9, stepX * 2.9, stepY * 2.9);
    for (let index = 0; index < count; index++) {
      const y = start + index + top;
      const rock = rocks[index] ?? 0;
      const relief = (rock - (litRocks[index] ?? 0)) * reliefStrength;
      const fine = ((fines[index] ?? 0) - 0.5) * fineStrength;
      const sunlit = 0.5 - slope * 0.95 * (fading[index] ?? 0) + relief + fine;
      const light = sunlit < 0 ? 0 : sunlit > 1 ? 1 : sunlit;
      const snowLine = (foot - y) / tall - snowEdge + (rock - 0.5) * 0.8 + 0.14 * light;
      const covered = snowLine <= 0 ? 0 : snowLine >= 0.12 ? 1 : snowLine / 0.12;
      const snowy = snowShare * covered * covered * (3 - 2 * covered);
      const down = (y - line) / tall - 0.05;
      const hazy = down <= 0 ? 0 : down >= 1 ? 1 : down;
      const fog = (farHaze + hazy * hazy * (3 - 2 * hazy) * lowHaze) * hazeShare;
      const haze = fog > mostHaze ? mostHaze : fog;
      const shade = 0.58 + 0.74 * light;
      const warm = 0.14 * light * light * (1 - snowy) * snowLight;
      const clear = 1 - haze;
      const at = ((start + index) * width + column) * 4;
      pixels[at] = ((groundRed + (snowRed - groundRed) * snowy) * shade + lightRed * warm) * clear + hazeRed * haze;
      pixels[at + 1] =
        ((groundGreen + (snowGreen - groundGreen) * snowy) * shade + lightGreen * warm) * clear + hazeGreen * haze;
      pixels[at + 2] =
        ((groundBlue + (snowBlue - groundBlue) * snowy) * shade + lightBlue * warm) * clear + hazeBlue * haze;
      const cover = y + 1 - line;
      pixels[at + 3] = cover >= 1 ? 255 : 255 * cover;
    }
  };
  for (let column = 0; column < canvas.width; column++) paintColumn(column);
  context.putImageData(image, 0, 0);
  return { canvas, top, depth: style.depth, lineAt };
}
