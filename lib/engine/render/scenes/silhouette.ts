import { blend, css, WHITE } from "#lib/engine/render/colour";
import { mix } from "#lib/engine/render/interpolate";
import { createBirds } from "#lib/engine/render/layers/birds";
import { createClouds } from "#lib/engine/render/layers/clouds";
import {
  type DrawFigure,
  drawCat,
  drawCouple,
  drawDeer,
  drawDog,
  drawFox,
  drawOwl,
  drawPerson,
  drawRabbit,
} from "#lib/engine/render/layers/figures";
import { createGrass } from "#lib/engine/render/layers/grass";
import { createMist } from "#lib/engine/render/layers/mist";
import { createRidge } from "#lib/engine/render/layers/mountains";
import { createSky } from "#lib/engine/render/layers/sky";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

const FIGURES: readonly (readonly [string, DrawFigure, number])[] = [
  ["cat kitten 猫", drawCat, 0.3],
  ["dog puppy 狗", drawDog, 0.3],
  ["rabbit bunny 兔", drawRabbit, 0.27],
  ["owl 猫头鹰", drawOwl, 0.27],
  ["fox wolf 狐狸 狼", drawFox, 0.3],
  ["deer 鹿", drawDeer, 0.34],
  ["couple lover 情侣", drawCouple, 0.34],
];

/** Somebody on a hill before a huge sun or moon, rim-lit, seen from behind. */
export function createSilhouette(stage: Stage): DrawMoment {
  const { context, height, palette, unit, width } = stage;
  const horizon = height * 0.72;
  const [, draw, share] = FIGURES.findLast(([terms]) => stage.mentions(terms)) ?? ["", drawPerson, 0.36];
  const x = width * 0.5;
  const sun = { x, y: height * 0.5 };
  const sky = createSky(stage, horizon, sun, 0.01);
  const disc = createBigDisc(stage, sun.x, sun.y, Math.min(width, height) * 0.3);
  const clouds = createClouds(stage, horizon, sun, 0.46);
  const birds = createBirds(stage, horizon, 7, palette.near);
  const ridges = [0.05, 0.45].map((depth) =>
    createRidge(stage, sun, {
      foot: horizon + depth * height * 0.16,
      height: height * mix(0.2, 0.12, depth),
      bottom: height * 1.1,
      depth,
      rolling: depth > 0.3,
      snow: 0,
      colour: blend(palette.far, palette.near, depth),
    }),
  );
  const mist = createMist(stage, {
    y: height * 0.8,
    height: height * 0.26,
    colour: blend(palette.horizon, palette.light, 0.3),
    strength: 0.6,
    depth: 0.35,
  });
  const hillAt = (at: number) => height * 0.83 + ((at - x) / width) ** 2 * height * 0.62;
  const hill = stage.createLayer((layer) => {
    layer.fillStyle = stage.verticalGradient(
      layer,
      height * 0.8,
      height,
      blend(palette.near, palette.far, 0.14),
      palette.near,
    );
    layer.beginPath();
    layer.moveTo(stage.left, stage.top + stage.spanY);
    for (let at = stage.left; at <= stage.left + stage.spanX; at += 3)
      layer.lineTo(at, hillAt(at) + stage.noise(at / unit / 2, 9) * 6 * unit);
    layer.lineTo(stage.left + stage.spanX, stage.top + stage.spanY);
    layer.fill();
  });
  const grass = createGrass(stage, {
    top: height * 0.9,
    height: 34 * unit,
    dark: palette.near,
    lit: blend(palette.near, palette.far, 0.22),
    flowers: [],
  });
  const size = height * share * (height > width ? 0.72 : 1);
  return (moment) => {
    sky(moment);
    disc(moment);
    clouds(moment);
    birds(moment);
    for (const ridge of ridges) {
      stage.atDepth(moment, 0.2 + ridge.depth * 0.4, () => context.drawImage(ridge.canvas, stage.left, ridge.top));
    }
    mist(moment);
    stage.atDepth(moment, 0.8, () => {
      stage.drawLayer(hill);
      const hop = stage.plan.motion.bounce * Math.abs(Math.sin(moment.seconds * 2.6)) * size * 0.05;
      const sway = Math.sin(moment.seconds * 1.6) * 0.7 + Math.sin(moment.seconds * 2.7) * 0.3;
      figure(stage, draw, x, hillAt(x) + 8 * unit - hop, size * (1 + Math.sin(moment.seconds * 1.9) * 0.006), sway);
    });
    grass(moment);
  };
}

/** The dark figure with a thin edge of light around it. */
function figure(stage: Stage, draw: DrawFigure, x: number, y: number, size: number, sway: number): void {
  const { context, palette, unit } = stage;
  for (const [grow, colour] of [
    [1.4 * unit, blend(palette.light, palette.horizon, 0.4)],
    [0, palette.near],
  ] as const) {
    context.save();
    context.translate(x, y + grow * 0.4);
    context.scale(size + grow * 2, size + grow * 1.3);
    context.fillStyle = css(colour, grow > 0 ? 0.55 : 1);
    context.strokeStyle = context.fillStyle;
    draw(context, sway);
    context.restore();
  }
}

function createBigDisc(stage: Stage, x: number, y: number, radius: number): DrawMoment {
  const { palette, noise, plan } = stage;
  const moon = plan.mood === "night";
  const core = blend(palette.light, WHITE, 0.35);
  const layer = stage.createLayer((layerContext) => {
    const gradient = layerContext.createLinearGradient(0, y - radius, 0, y + radius);
    gradient.addColorStop(0, css(core));
    gradient.addColorStop(0.6, css(palette.light));
    gradient.addColorStop(1, css(blend(palette.light, palette.horizon, 0.75)));
    layerContext.fillStyle = gradient;
    layerContext.beginPath();
    layerContext.arc(x, y, radius, 0, Math.PI * 2);
    layerContext.fill();
    if (!moon) return;
    layerContext.globalCompositeOperation = "source-atop";
    for (let spot = 0; spot < 60; spot++) {
      const sx = x + (noise(spot * 37, 11) - 0.5) * radius * 3;
      const sy = y + (noise(spot * 53, 91) - 0.5) * radius * 3;
      const reach = (0.06 + 0.3 * noise(spot * 71, 40) ** 2) * radius;
      const shade = layerContext.createRadialGradient(sx, sy, 0, sx, sy, reach);
      shade.addColorStop(0, css(blend(palette.light, palette.sky, 0.6), 0.3));
      shade.addColorStop(1, css(palette.sky, 0));
      layerContext.fillStyle = shade;
      layerContext.fillRect(sx - reach, sy - reach, reach * 2, reach * 2);
    }
  });
  return (moment) => {
    const breath = 1 + plan.motion.drama * 0.15 * Math.sin(moment.seconds * 1.7);
    stage.atDepth(moment, 0.1, () => {
      stage.glow(x, y, radius * 2.7, palette.light, (moon ? 0.35 : 0.6) * breath);
      stage.drawLayer(layer);
      stage.glow(x, y, radius * 1.35, palette.light, 0.25 * breath);
    });
  };
}
