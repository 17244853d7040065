import type { SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, type Rgb } from "#lib/engine/render/colour";
import type { Random } from "#lib/engine/render/random";

/** A conifer whose foot stands at `x`, `y`: layered boughs with soft, drooping ends. */
export function drawPine(
  context: SKRSContext2D,
  random: Random,
  x: number,
  y: number,
  height: number,
  colour: Rgb,
): void {
  const tiers = 9;
  const spread = height * (0.19 + 0.05 * random());
  const lean = (random() - 0.5) * height * 0.03;
  context.fillStyle = css(colour);
  context.beginPath();
  context.moveTo(x + lean, y - height);
  const edge = (side: number, from: number, to: number, step: number) => {
    for (let tier = from; tier !== to; tier += step) {
      const share = tier / tiers;
      const bough = side * spread * share ** 0.85 * (0.82 + 0.36 * random());
      const centre = x + lean * (1 - share);
      const level = y - height + height * 0.93 * share;
      const tip: [number, number] = [centre + bough, level];
      const root: [number, number] = [centre + bough * 0.45, level - height * 0.022];
      const [first, second] = step > 0 ? [tip, root] : [root, tip];
      context.quadraticCurveTo(centre + bough * 0.55, level - height * 0.07, ...first);
      context.lineTo(...second);
    }
  };
  edge(1, 1, tiers + 1, 1);
  context.lineTo(x + spread * 0.12, y - height * 0.06);
  context.lineTo(x + spread * 0.12, y + height * 0.04);
  context.lineTo(x - spread * 0.12, y + height * 0.04);
  context.lineTo(x - spread * 0.12, y - height * 0.06);
  edge(-1, tiers, 0, -1);
  context.closePath();
  context.fill();
}

/** A round-crowned tree: a trunk under three crowns of leaves, darker below. */
export function drawLeafTree(
  context: SKRSContext2D,
  random: Random,
  x: number,
  y: number,
  height: number,
  dark: Rgb,
  lit: Rgb,
): void {
  const trunk = height * 0.05;
  context.fillStyle = css(dark);
  context.beginPath();
  context.moveTo(x - trunk, y);
  context.quadraticCurveTo(x - trunk * 0.5, y - height * 0.3, x - trunk * 0.6, y - height * 0.55);
  context.lineTo(x + trunk * 0.6, y - height * 0.55);
  context.quadraticCurveTo(x + trunk * 0.5, y - height * 0.3, x + trunk, y);
  context.fill();
  for (let leaf = 0; leaf < 460; leaf++) {
    const angle = random() * Math.PI * 2;
    const away = Math.sqrt(random());
    // Three overlapping crowns, so that the outline is not one circle.
    const crown = ((leaf % 3) - 1) * 0.13;
    const cx = x + (crown + Math.cos(angle) * away * 0.2) * height;
    const cy = y - (0.68 - Math.abs(crown) * 0.5 - Math.sin(angle) * away * 0.22) * height;
    const sunny = 0.5 - 0.4 * Math.sin(angle) * away + (random() - 0.5) * 0.5;
    context.fillStyle = css(blend(dark, lit, Math.min(1, Math.max(0, sunny))), 0.82);
    context.beginPath();
    context.ellipse(
      cx,
      cy,
      height * (0.014 + 0.022 * random()),
      height * (0.011 + 0.014 * random()),
      random() * Math.PI,
      0,
      Math.PI * 2,
    );
    context.fill();
  }
}
