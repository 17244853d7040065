import type { SKRSContext2D } from "@napi-rs/canvas";
import type { Moment } from "#lib/engine/render/camera";
import { blend, css, fromHex, type Rgb, shift, tint, WHITE } from "#lib/engine/render/colour";
import { wrap } from "#lib/engine/render/interpolate";
import { createClouds } from "#lib/engine/render/layers/clouds";
import { createMist } from "#lib/engine/render/layers/mist";
import { createSky, placeSun } from "#lib/engine/render/layers/sky";
import { createWater } from "#lib/engine/render/layers/water";
import type { DrawMoment, Layer, Stage } from "#lib/engine/render/stage";

const WARM_WINDOW = fromHex("#ffd68c");

/** Towers in three distances with lit windows and signs, traffic at their feet, all mirrored on wet ground. */
export function createCity(stage: Stage): DrawMoment {
  const { height, palette, plan, width } = stage;
  const ground = height * 0.74;
  const sun = placeSun(stage, ground * 0.85);
  const sky = createSky(stage, ground, sun);
  const clouds = createClouds(stage, ground * 0.8, sun, 0.48);
  const rows = [0, 1, 2].map((row) => createSkyline(stage, ground, row));
  const hazes = [0, 1].map((row) =>
    createMist(stage, {
      y: ground * 0.92,
      height: ground * 0.5,
      colour: blend(palette.horizon, palette.sky, 0.35),
      strength: plan.weather === "mist" ? 0.8 : 0.5 - row * 0.16,
      depth: 0.2 + row * 0.2,
    }),
  );
  const traffic = createTraffic(stage, ground);
  const wet = createWater(
    stage,
    ground,
    { x: sun.x, y: sun.y },
    {
      swell: plan.weather === "rain" ? 0.22 : 0.14,
      body: blend(palette.near, palette.zenith, 0.4),
      mirror: 0.45,
      glitter: 0,
    },
  );
  const shine = stage.steadyGlow(width / 2, ground, width * 0.55, blend(palette.horizon, palette.accent, 0.4), 0.2);
  const row = (moment: Moment, index: number) => {
    const layer = rows[index];
    if (layer) stage.atDepth(moment, 0.22 + index * 0.2, () => stage.drawLayer(layer));
    hazes[index]?.(moment);
  };
  const distance = stage.onTwos((moment) => {
    sky(moment);
    clouds(moment);
    row(moment, 0);
    row(moment, 1);
  });
  return (moment) => {
    distance(moment);
    row(moment, 2);
    traffic(moment);
    shine();
    wet(moment);
  };
}

function createSkyline(stage: Stage, ground: number, row: number): Layer {
  const { palette, plan, random, unit } = stage;
  const near = row / 2;
  const dayGreen = plan.colours === 0 && (plan.mood === "day" || plan.mood === "mist");
  const stone = dayGreen ? tint(palette.near, { hue: 255, chroma: 0.035, lift: 0.3 }, 0.9) : palette.near;
  const body = blend(blend(palette.far, palette.horizon, 0.2), stone, 0.2 + 0.75 * near);
  return stage.createLayer((context) => {
    let x = stage.left - 10 * unit;
    while (x < stage.left + stage.spanX) {
      const wide = (22 + 36 * random() + 16 * row) * unit;
      const tower = random() ** 1.6;
      const tall = ground * (0.16 + (0.54 - 0.13 * row) * tower + (row === 0 ? 0.12 : 0));
      paintTower(stage, context, { x, wide, tall, ground, near, body });
      x += wide + (random() > 0.72 ? 10 * random() : 1) * unit;
    }
    context.fillStyle = css(blend(body, palette.near, 0.5));
    context.fillRect(stage.left, ground - 2 * unit, stage.spanX, 4 * unit);
  });
}

interface Tower {
  x: number;
  wide: number;
  tall: number;
  ground: number;
  near: number;
  body: Rgb;
}

function paintTower(stage: Stage, context: SKRSContext2D, tower: Tower): void {
  const { palette, random, unit } = stage;
  const { x, wide, tall, ground, near, body } = tower;
  const top = ground - tall;
  const face = context.createLinearGradient(x, 0, x + wide, 0);
  face.addColorStop(0, css(blend(body, palette.horizon, 0.16 - 0.08 * near)));
  face.addColorStop(0.25, css(body));
  face.addColorStop(1, css(blend(body, palette.near, 0.45)));
  context.fillStyle = face;
  context.fillRect(x, top, wide, tall + 2);
  const crown = random();
  if (crown > 0.66) context.fillRect(x + wide * 0.2, top - 14 * unit, wide * 0.6, 15 * unit);
  if (crown > 0.84) context.fillRect(x + wide * 0.34, top - 26 * unit, wide * 0.32, 13 * unit);
  if (crown > 0.5)
    context.fillRect(x + wide * 0.49, top - (30 + 24 * crown) * unit, 1.4 * unit, (32 + 24 * crown) * unit);
  if (crown < 0.16) {
    context.beginPath();
    context.moveTo(x, top + 1);
    context.lineTo(x + wide, top - wide * 0.5);
    context.lineTo(x + wide, top + 1);
    context.fill();
  }
  paintWindows(stage, context, tower, top);
  if (near > 0 && random() > 0.6 && tall > 90 * unit)
    paintSign(stage, context, x + wide * (0.15 + 0.6 * random()), top + tall * 0.18, near);
}

function paintWindows(stage: Stage, context: SKRSContext2D, { x, wide, ground, near }: Tower, top: number): void {
  const { palette, random, unit } = stage;
  const bright = stage.plan.mood === "day" || stage.plan.mood === "mist" ? 0.35 : 1;
  const pane = (2.6 + near * 2) * unit;
  const gap = pane * 2.1;
  const lit = 0.2 + 0.4 * random();
  const warmth = random() > 0.35;
  for (let y = top + gap; y < ground - gap; y += gap * 1.1) {
    const floor = random() > 0.92 ? 0.95 : lit;
    for (let wx = x + gap * 0.6; wx < x + wide - pane; wx += gap) {
      if (random() > floor) continue;
      const colour = warmth ? blend(WARM_WINDOW, palette.light, 0.4 * random()) : blend(palette.accent, WHITE, 0.4);
      context.fillStyle = css(colour, (0.25 + 0.75 * random()) * (0.5 + 0.45 * near) * bright);
      context.fillRect(wx, y, pane * 0.85, pane * 1.1);
    }
  }
}

function paintSign(stage: Stage, context: SKRSContext2D, x: number, y: number, near: number): void {
  const { palette, random, unit } = stage;
  const colour =
    [palette.accent, palette.horizon, shift(palette.accent, 120, 1.1)][Math.floor(random() * 3)] ?? palette.accent;
  const wide = (5 + 6 * near) * unit;
  const tall = (22 + 34 * random()) * unit;
  context.save();
  context.shadowColor = css(colour);
  context.shadowBlur = 16 * unit;
  context.fillStyle = css(blend(colour, WHITE, 0.3), 0.95);
  const glyphs = Math.max(2, Math.round(tall / (wide * 1.2)));
  for (let glyph = 0; glyph < glyphs; glyph++) {
    const gy = y + (glyph * tall) / glyphs;
    context.fillRect(x, gy, wide, wide * 0.22);
    context.fillRect(x + wide * (random() > 0.5 ? 0.1 : 0.65), gy, wide * 0.22, wide * 0.8);
    context.fillRect(x, gy + wide * 0.62, wide * (0.5 + 0.5 * random()), wide * 0.2);
  }
  context.restore();
}

function createTraffic(stage: Stage, ground: number): DrawMoment {
  const { random, unit } = stage;
  const head = fromHex("#fff0d2");
  const tail = fromHex("#ff3c32");
  const cars = Array.from({ length: 24 }, () => ({
    x: random(),
    towards: random() > 0.5 ? 1 : -1,
    pace: 0.5 + random(),
  }));
  return (moment) => {
    stage.atDepth(moment, 0.65, () => {
      for (const car of cars) {
        const x =
          stage.left + wrap(car.x * stage.spanX + car.towards * moment.seconds * 62 * unit * car.pace, stage.spanX);
        stage.glow(x, ground - (car.towards > 0 ? 3 : 8) * unit, 10 * unit, car.towards > 0 ? head : tail, 1);
        stage.glow(
          x + 5 * unit,
          ground - (car.towards > 0 ? 3 : 8) * unit,
          8 * unit,
          car.towards > 0 ? head : tail,
          0.8,
        );
      }
    });
  };
}
