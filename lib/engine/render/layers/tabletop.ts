import type { SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, fromHex, type Rgb, tint, WHITE } from "#lib/engine/render/colour";
import type { Stage } from "#lib/engine/render/stage";

/** Paints a thing of about `size` pixels that stands at `x`, `foot`, with its shadow. */
export type PaintThing = (stage: Stage, context: SKRSContext2D, x: number, foot: number, size: number) => void;

function shadow(stage: Stage, context: SKRSContext2D, x: number, foot: number, wide: number): void {
  context.save();
  context.translate(x + wide * 0.3, foot);
  context.scale(1, 0.17);
  const soft = context.createRadialGradient(0, 0, wide * 0.2, 0, 0, wide * 1.25);
  soft.addColorStop(0, css(stage.palette.near, 0.75));
  soft.addColorStop(1, css(stage.palette.near, 0));
  context.fillStyle = soft;
  context.fillRect(-wide * 1.3, -wide * 1.3, wide * 2.6, wide * 2.6);
  context.restore();
}

/** Light from the left, a dark right flank and a soft reflection: makes a flat shape round. */
function roundShade(stage: Stage, context: SKRSContext2D, x: number, half: number, colour: Rgb): CanvasGradient {
  const { palette } = stage;
  const shade = context.createLinearGradient(x - half, 0, x + half, 0);
  shade.addColorStop(0, css(blend(colour, palette.near, 0.25)));
  shade.addColorStop(0.22, css(blend(colour, blend(palette.light, WHITE, 0.5), 0.62)));
  shade.addColorStop(0.5, css(colour));
  shade.addColorStop(0.86, css(blend(colour, palette.near, 0.62)));
  shade.addColorStop(1, css(blend(colour, palette.near, 0.4)));
  return shade;
}

export const paintCup: PaintThing = (stage, context, x, foot, size) => {
  const glaze = blend(tint(stage.palette.accent, { hue: 60, chroma: 0.03, lift: 0.2 }, 0.2), WHITE, 0.2);
  const half = size * 0.4;
  const top = foot - size * 0.6;
  shadow(stage, context, x, foot, size * 0.62);
  context.fillStyle = roundShade(stage, context, x, size * 0.66, blend(glaze, WHITE, 0.3));
  context.beginPath();
  context.ellipse(x, foot - size * 0.015, size * 0.66, size * 0.105, 0, 0, Math.PI * 2);
  context.fill();
  context.strokeStyle = css(blend(glaze, stage.palette.near, 0.3));
  context.lineWidth = size * 0.075;
  context.beginPath();
  context.ellipse(x + half * 1.06, foot - size * 0.34, size * 0.15, size * 0.155, 0, -1.9, 1.9);
  context.stroke();
  context.fillStyle = roundShade(stage, context, x, half, glaze);
  context.beginPath();
  context.moveTo(x - half, top);
  context.bezierCurveTo(
    x - half,
    foot - size * 0.2,
    x - half * 0.75,
    foot - size * 0.03,
    x - half * 0.5,
    foot - size * 0.02,
  );
  context.quadraticCurveTo(x, foot + size * 0.025, x + half * 0.5, foot - size * 0.02);
  context.bezierCurveTo(x + half * 0.75, foot - size * 0.03, x + half, foot - size * 0.2, x + half, top);
  context.fill();
  context.fillStyle = css(blend(glaze, WHITE, 0.5));
  context.beginPath();
  context.ellipse(x, top, half, half * 0.2, 0, 0, Math.PI * 2);
  context.fill();
  const drink = context.createLinearGradient(x - half, 0, x + half, 0);
  const coffee = stage.mentions("tea 茶") ? fromHex("#8a4a16") : fromHex("#2c1509");
  drink.addColorStop(0, css(coffee));
  drink.addColorStop(0.6, css(blend(coffee, fromHex("#b5763e"), 0.55)));
  drink.addColorStop(1, css(coffee));
  context.fillStyle = drink;
  context.beginPath();
  context.ellipse(x, top + half * 0.02, half * 0.92, half * 0.165, 0, 0, Math.PI * 2);
  context.fill();
};

export const paintFruit: PaintThing = (stage, context, x, foot, size) => {
  const kind = stage.mentions("orange 橙子")
    ? fromHex("#f08a24")
    : stage.mentions("lemon")
      ? fromHex("#f3d23b")
      : stage.mentions("pear green")
        ? fromHex("#a9c14a")
        : fromHex("#c22f2b");
  const colour = stage.plan.colours > 0 ? blend(kind, stage.palette.accent, 0.55) : kind;
  const radius = size * 0.52;
  const y = foot - radius * 0.92;
  shadow(stage, context, x, foot, radius);
  const ball = context.createRadialGradient(x - radius * 0.38, y - radius * 0.42, radius * 0.05, x, y, radius * 1.08);
  ball.addColorStop(0, css(blend(colour, WHITE, 0.75)));
  ball.addColorStop(0.25, css(blend(colour, WHITE, 0.15)));
  ball.addColorStop(0.62, css(colour));
  ball.addColorStop(1, css(blend(colour, stage.palette.near, 0.72)));
  context.fillStyle = ball;
  context.beginPath();
  context.moveTo(x, y - radius * 0.86);
  context.bezierCurveTo(
    x + radius * 0.75,
    y - radius * 1.2,
    x + radius * 1.25,
    y - radius * 0.2,
    x + radius * 0.86,
    y + radius * 0.5,
  );
  context.bezierCurveTo(x + radius * 0.6, y + radius * 1.02, x + radius * 0.2, y + radius * 0.95, x, y + radius * 0.9);
  context.bezierCurveTo(
    x - radius * 0.2,
    y + radius * 0.95,
    x - radius * 0.6,
    y + radius * 1.02,
    x - radius * 0.86,
    y + radius * 0.5,
  );
  context.bezierCurveTo(x - radius * 1.25, y - radius * 0.2, x - radius * 0.75, y - radius * 1.2, x, y - radius * 0.86);
  context.fill();
  context.strokeStyle = "#3b2413";
  context.lineCap = "round";
  context.lineWidth = radius * 0.08;
  context.beginPath();
  context.moveTo(x, y - radius * 0.84);
  context.quadraticCurveTo(x + radius * 0.02, y - radius * 1.1, x + radius * 0.14, y - radius * 1.26);
  context.stroke();
  context.fillStyle = css(blend(fromHex("#4d7d33"), stage.palette.light, 0.15));
  context.beginPath();
  context.moveTo(x + radius * 0.06, y - radius * 1.06);
  context.quadraticCurveTo(x + radius * 0.3, y - radius * 1.42, x + radius * 0.66, y - radius * 1.24);
  context.quadraticCurveTo(x + radius * 0.4, y - radius * 0.94, x + radius * 0.06, y - radius * 1.06);
  context.fill();
};

export const paintBottle: PaintThing = (stage, context, x, foot, size) => {
  const glass = blend(tint(stage.palette.near, { hue: 150, chroma: 0.06, lift: 0.2 }, 0.6), stage.palette.far, 0.2);
  const half = size * 0.19;
  shadow(stage, context, x, foot, half * 1.4);
  context.fillStyle = roundShade(stage, context, x, half, glass);
  context.beginPath();
  context.moveTo(x - half, foot);
  context.bezierCurveTo(
    x - half * 1.12,
    foot - size * 0.5,
    x - half,
    foot - size * 0.7,
    x - half * 0.42,
    foot - size * 0.86,
  );
  context.lineTo(x - half * 0.36, foot - size * 1.14);
  context.lineTo(x + half * 0.36, foot - size * 1.14);
  context.lineTo(x + half * 0.42, foot - size * 0.86);
  context.bezierCurveTo(x + half, foot - size * 0.7, x + half * 1.12, foot - size * 0.5, x + half, foot);
  context.quadraticCurveTo(x, foot + half * 0.28, x - half, foot);
  context.fill();
};

export const paintCandle: PaintThing = (stage, context, x, foot, size) => {
  const half = size * 0.19;
  shadow(stage, context, x, foot, half * 1.5);
  context.fillStyle = roundShade(stage, context, x, half, fromHex("#efe3cb"));
  context.beginPath();
  context.moveTo(x - half, foot - size * 0.86);
  context.lineTo(x - half, foot);
  context.quadraticCurveTo(x, foot + half * 0.4, x + half, foot);
  context.lineTo(x + half, foot - size * 0.86);
  context.fill();
  context.fillStyle = "#fff3d2";
  context.beginPath();
  context.ellipse(x, foot - size * 0.86, half, half * 0.26, 0, 0, Math.PI * 2);
  context.fill();
  context.strokeStyle = "#2a1a10";
  context.lineWidth = size * 0.014;
  context.beginPath();
  context.moveTo(x, foot - size * 0.86);
  context.lineTo(x, foot - size * 0.94);
  context.stroke();
};
