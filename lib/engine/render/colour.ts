import { clamp, mix } from "#lib/engine/render/interpolate";

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];
type Oklab = readonly [number, number, number];

export const WHITE: Rgb = [255, 255, 255];
export const BLACK: Rgb = [0, 0, 0];

/** Where a colour word lies: an OKLCH hue in degrees, a chroma, and how far it moves lightness (-1 to 1). */
export interface ColourTarget {
  hue: number;
  chroma: number;
  lift: number;
}

export function fromHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A CSS colour for canvas. */
export function css(colour: Rgb, alpha = 1): string {
  return `rgba(${Math.round(colour[0])},${Math.round(colour[1])},${Math.round(colour[2])},${clamp(alpha)})`;
}

/** A mixture that looks even to the eye (in OKLab, https://bottosson.github.io/posts/oklab/). */
export function blend(from: Rgb, to: Rgb, amount: number): Rgb {
  const a = toOklab(from);
  const b = toOklab(to);
  return fromOklab([mix(a[0], b[0], amount), mix(a[1], b[1], amount), mix(a[2], b[2], amount)]);
}

/** `colour` moved to the hue and chroma of `target` by `strength`, keeping its place between dark and light. */
export function tint(colour: Rgb, target: ColourTarget, strength: number): Rgb {
  const [lightness, a, b] = toOklab(colour);
  const moved = clamp(lightness + target.lift * 0.35 * strength, 0.02, 0.98);
  // Very dark and very light colours can't hold much chroma without changing their hue on screen.
  const room = 0.3 + 0.7 * Math.sin(Math.PI * clamp(moved, 0.08, 0.94));
  const radians = (target.hue * Math.PI) / 180;
  const chroma = target.chroma * room;
  return fromOklab([moved, mix(a, chroma * Math.cos(radians), strength), mix(b, chroma * Math.sin(radians), strength)]);
}

/** `colour` with its hue turned and its chroma multiplied. */
export function shift(colour: Rgb, degrees: number, chromaFactor: number): Rgb {
  const [lightness, a, b] = toOklab(colour);
  const radians = (degrees * Math.PI) / 180;
  const cos = Math.cos(radians) * chromaFactor;
  const sin = Math.sin(radians) * chromaFactor;
  return fromOklab([lightness, a * cos - b * sin, a * sin + b * cos]);
}

/** Perceived lightness, 0 to 1. */
export function lightnessOf(colour: Rgb): number {
  return toOklab(colour)[0];
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gamma(value: number): number {
  return clamp(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055), 0, 255);
}

function toOklab([red, green, blue]: Rgb): Oklab {
  const r = linear(red);
  const g = linear(green);
  const b = linear(blue);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
