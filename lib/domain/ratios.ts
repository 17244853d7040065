/** Aspect ratios the product offers. The first three are in the provider's older page; the last two are taken by its peers and may be refused. */
export const RATIOS = ["1:1", "2:3", "3:2", "9:16", "16:9"] as const;
export type Ratio = (typeof RATIOS)[number];

/** Ratios that the provider's page does not name; the form says that they may be refused. */
export const UNDOCUMENTED_RATIOS: readonly Ratio[] = ["9:16", "16:9"];

export function isRatio(value: string): value is Ratio {
  return RATIOS.some((ratio) => ratio === value);
}

/** Width divided by height of a `"w:h"` string; 1 where it can't be read, so that a card always has a shape. */
export function aspectOf(ratio: string): number {
  const [width, height] = ratio.split(":").map(Number);
  return width && height ? width / height : 1;
}

/**
 * Frame size in pixels for a ratio whose short side is `shortSide` pixels. Both sides are even, as
 * 4:2:0 video wants.
 */
export function frameSize(ratio: Ratio, shortSide: number): { width: number; height: number } {
  const aspect = aspectOf(ratio);
  const even = (pixels: number) => Math.round(pixels / 2) * 2;
  return aspect >= 1
    ? { width: even(shortSide * aspect), height: even(shortSide) }
    : { width: even(shortSide), height: even(shortSide / aspect) };
}
