import type { SKRSContext2D } from "@napi-rs/canvas";
import { css, type Rgb } from "#lib/engine/render/colour";
import type { Random } from "#lib/engine/render/random";

/** A conifer whose foot stands at `x`, `y`: layered boughs with soft, drooping ends. */
export function drawPine(context: SKRSContext2D, random: Random, x: number, y: number, height: number, colour: Rgb): void {
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

/** A round-crowned tree: a trunk and a cluster of leaf masses, darker below. */
export function drawLeafTree(context: SKRSContext2D, random: Random, x: number, y: number, height: number, dark: Rgb, lit: Rgb): void {
  const trunk = height * 0.05;
  context.fillStyle = css(dark);
  context.beginPath();
  context.moveTo(x - trunk, y);
  context.quadraticCurveTo(x - trunk * 0.5, y - height * 0.3, x - trunk * 0.6, y - height * 0.55);
  context.lineTo(x + trunk * 0.6, y - height * 0.55);
  context.quadraticCurveTo(x + trunk * 0.5, y - height * 0.3, x + trunk, y);
  context.fill();
  for (let mass = 0; mass < 26; mass++) {
    const angle = random() * Math.PI * 2;
    const away = Math.sqrt(random());
    const cx = x + Math.cos(angle) * away * height * 0.26;
    const cy = y - height * 0.66 + Math.sin(angle) * away * height * 0.24;
    const radius = height * (0.09 + 0.07 * random());
    const gradient = context.createRadialGradient(cx - radius * 0.3, cy - radius * 0.5, radius * 0.1, cx, cy, radius);
    gradient.addColorStop(0, css(lit, 0.85));
    gradient.addColorStop(1, css(dark, 0.95));
    context.fillStyle = gradient;
    context.beginPath();
    context.arc(cx, cy, radius, 0, Math.PI * 2);
    context.fill();
  }
}
