import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { blend, css, fromHex, type Rgb, tint } from "#lib/engine/render/colour";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Hot-air balloons rising above `horizon`, smaller and paler in the distance. */
export function createBalloons(stage: Stage, horizon: number, count: number): DrawMoment {
  const { context, palette, random, unit, width } = stage;
  const balloons = Array.from({ length: count }, (_, index) => {
    const near = (index + 0.3 + 0.4 * random()) / count;
    const radius = (12 + 32 * near * near) * unit;
    const colour = tint(palette.accent, { hue: random() * 360, chroma: 0.17, lift: 0.05 }, index % 3 === 0 ? 0 : 0.75);
    return {
      x: width * (0.1 + 0.8 * ((index * 0.618 + 0.2 * random()) % 1)),
      y: horizon * (0.2 + 0.5 * random() * (1.15 - near * 0.5)),
      near,
      phase: random() * Math.PI * 2,
      picture: paintBalloon(stage, radius, blend(colour, palette.horizon, (1 - near) * 0.45)),
    };
  });
  return (moment) => {
    for (const { x, y, near, phase, picture } of balloons) {
      stage.atDepth(moment, 0.2 + near * 0.5, () => {
        const dx = Math.sin(moment.seconds * 0.4 + phase) * 5 * unit;
        const dy = -moment.seconds * 5 * unit * (0.4 + near);
        context.drawImage(picture, x + dx - picture.width / 2, y + dy - picture.height / 3);
      });
    }
  };
}

function paintBalloon(stage: Stage, radius: number, colour: Rgb): Canvas {
  const canvas = createCanvas(Math.ceil(radius * 2.4), Math.ceil(radius * 3.4));
  const context = canvas.getContext("2d");
  const x = canvas.width / 2;
  const y = radius * 1.2;
  const pale = blend(colour, fromHex("#fff4e0"), 0.75);
  const envelope = () => {
    context.beginPath();
    context.arc(x, y, radius, Math.PI * 0.86, Math.PI * 2.14);
    context.quadraticCurveTo(x + radius * 0.62, y + radius * 0.98, x + radius * 0.2, y + radius * 1.36);
    context.lineTo(x - radius * 0.2, y + radius * 1.36);
    context.quadraticCurveTo(x - radius * 0.62, y + radius * 0.98, x - radius * 0.9, y + radius * 0.42);
    context.closePath();
  };
  context.save();
  envelope();
  context.clip();
  for (let gore = 4; gore >= 0; gore--) {
    context.fillStyle = css(gore % 2 === 0 ? colour : pale);
    context.beginPath();
    context.ellipse(x, y + radius * 0.2, radius * (0.14 + gore * 0.24), radius * 1.5, 0, 0, Math.PI * 2);
    context.fill();
  }
  const shade = context.createRadialGradient(x - radius * 0.35, y - radius * 0.4, radius * 0.1, x, y, radius * 1.45);
  shade.addColorStop(0, "rgba(255,255,255,0.38)");
  shade.addColorStop(0.5, "rgba(255,255,255,0)");
  shade.addColorStop(1, css(stage.palette.near, 0.5));
  context.fillStyle = shade;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.restore();
  const basket = blend(stage.palette.near, fromHex("#6b4a30"), 0.6);
  context.strokeStyle = css(basket);
  context.lineWidth = Math.max(0.6, radius * 0.025);
  context.beginPath();
  for (const side of [-1, 1]) {
    context.moveTo(x + side * radius * 0.2, y + radius * 1.36);
    context.lineTo(x + side * radius * 0.14, y + radius * 1.7);
  }
  context.stroke();
  context.fillStyle = css(basket);
  context.fillRect(x - radius * 0.16, y + radius * 1.68, radius * 0.32, radius * 0.26);
  return canvas;
}
