import { blend, css, fromHex } from "#lib/engine/render/colour";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Flames on two logs, flickering, lighting what is near. */
export function createCampfire(stage: Stage): DrawMoment {
  const { context, height, noise, unit, width } = stage;
  const x = width * 0.5;
  const y = height * 0.86;
  const flame = (size: number, colour: string, phase: number, seconds: number) => {
    const sway = (noise(seconds * 60 + phase, phase) - 0.5) * size * 0.5;
    const tall = size * (1.3 + 0.5 * noise(seconds * 90, phase * 3));
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(x - size * 0.42, y);
    context.bezierCurveTo(x - size * 0.6, y - tall * 0.5, x - size * 0.05 + sway, y - tall * 0.55, x + sway, y - tall);
    context.bezierCurveTo(x + size * 0.12 + sway, y - tall * 0.55, x + size * 0.6, y - tall * 0.45, x + size * 0.42, y);
    context.fill();
  };
  return (moment) => {
    stage.atDepth(moment, 0.8, () => {
      const flicker = 0.85 + 0.3 * (noise(moment.seconds * 80, 5) - 0.5);
      stage.glow(x, y - 20 * unit, 240 * unit, fromHex("#ff9a3c"), 0.75 * flicker);
      context.strokeStyle = "#1c0f08";
      context.lineCap = "round";
      context.lineWidth = 7 * unit;
      for (const side of [-1, 1]) {
        context.beginPath();
        context.moveTo(x - side * 30 * unit, y + 7 * unit);
        context.lineTo(x + side * 26 * unit, y - 3 * unit);
        context.stroke();
      }
      flame(46 * unit, "rgba(255,110,30,0.85)", 1, moment.seconds);
      flame(31 * unit, "rgba(255,180,60,0.9)", 7, moment.seconds);
      flame(17 * unit, "rgba(255,242,190,0.95)", 13, moment.seconds);
    });
  };
}

/** A log cabin with lit windows. */
export function createCabin(stage: Stage): DrawMoment {
  const { context, height, palette, unit, width } = stage;
  const x = width * 0.5;
  const y = height * 0.84;
  const size = 66 * unit;
  const wall = blend(palette.near, fromHex("#4a2e1c"), 0.5);
  const window = fromHex("#ffcf70");
  return (moment) => {
    stage.atDepth(moment, 0.66, () => {
      context.fillStyle = css(wall);
      context.fillRect(x - size, y - size * 0.75, size * 2, size * 0.85);
      context.fillStyle = css(blend(wall, palette.near, 0.6));
      context.fillRect(x + size * 0.5, y - size * 1.7, size * 0.22, size * 0.6);
      context.beginPath();
      context.moveTo(x - size * 1.25, y - size * 0.7);
      context.lineTo(x, y - size * 1.6);
      context.lineTo(x + size * 1.25, y - size * 0.7);
      context.fill();
      const glow = 0.85 + 0.1 * Math.sin(moment.seconds * 2.1);
      context.fillStyle = css(window, glow);
      for (const at of [-0.68, 0.26]) context.fillRect(x + size * at, y - size * 0.52, size * 0.4, size * 0.32);
      context.fillStyle = css(blend(wall, palette.near, 0.7));
      context.fillRect(x - size * 0.14, y - size * 0.5, size * 0.28, size * 0.6);
      for (const at of [-0.48, 0.46]) stage.glow(x + size * at, y - size * 0.36, size * 0.9, window, 0.6 * glow);
    });
  };
}
