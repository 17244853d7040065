import type { Moment } from "#lib/engine/render/camera";
import { blend, fromHex, tint, WHITE } from "#lib/engine/render/colour";
import { mix } from "#lib/engine/render/interpolate";
import { createBalloons } from "#lib/engine/render/layers/balloons";
import { createBirds } from "#lib/engine/render/layers/birds";
import { createClouds } from "#lib/engine/render/layers/clouds";
import { createGrass } from "#lib/engine/render/layers/grass";
import { createMist } from "#lib/engine/render/layers/mist";
import { createRidge } from "#lib/engine/render/layers/mountains";
import { createSky, placeSun } from "#lib/engine/render/layers/sky";
import { drawPine } from "#lib/engine/render/layers/trees";
import { createWater } from "#lib/engine/render/layers/water";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Mountains or hills under a wide sky, with a lake, a meadow, balloons or pines where the words ask for them. */
export function createLandscape(stage: Stage): DrawMoment {
  const { context, height, palette, plan, width } = stage;
  const tall = height > width;
  const lake = stage.mentions("lake river reflection fjord pond water 湖 河 倒影");
  const horizon = height * (lake ? 0.6 : tall ? 0.66 : 0.68);
  const sun = placeSun(stage, horizon);
  const sky = createSky(stage, horizon, sun);
  const clouds = createClouds(stage, horizon, sun, cloudCover(stage));
  const birds = createBirds(stage, horizon, stage.mentions("bird 鸟") ? 16 : 6, blend(palette.near, palette.far, 0.4));
  const ridges = createRidges(stage, sun, horizon, lake);
  const foggy = plan.weather === "mist";
  const mists = ridges.slice(0, -1).map((ridge) =>
    createMist(stage, {
      y: mix(horizon * 0.82, lake ? horizon : height * 0.92, ridge.depth),
      height: height * 0.2,
      colour: blend(palette.horizon, WHITE, 0.12),
      strength: (foggy ? 0.8 : 0.36) * (1 - ridge.depth * 0.5),
      depth: ridge.depth,
    }),
  );
  const foreground = lake ? createLake(stage, horizon, sun) : createMeadow(stage);
  const balloons = stage.mentions("balloon 热气球") ? createBalloons(stage, horizon, 6) : undefined;
  const drawRidges = (moment: Moment, from: number, to: number) => {
    ridges.slice(from, to).forEach((ridge, index) => {
      stage.atDepth(moment, 0.12 + ridge.depth * 0.6, () => context.drawImage(ridge.canvas, stage.left, ridge.top));
      mists[from + index]?.(moment);
    });
  };
  const distance = stage.onTwos((moment) => {
    sky(moment);
    clouds(moment);
    birds(moment);
    drawRidges(moment, 0, ridges.length - 1);
  });
  return (moment) => {
    distance(moment);
    drawRidges(moment, ridges.length - 1, ridges.length);
    foreground(moment);
    balloons?.(moment);
  };
}

function cloudCover(stage: Stage): number {
  if (stage.mentions("clear cloudless 晴")) return 0.25;
  return stage.plan.mood === "storm" || stage.mentions("cloud cloudy 云") ? 0.68 : 0.5;
}

function createRidges(stage: Stage, sun: { x: number; y: number }, horizon: number, lake: boolean) {
  const { height, plan } = stage;
  const rolling = stage.mentions("hill meadow field farm countryside grassland village terrace 丘陵 草原 田野 村庄");
  const warm = stage.mentions("jungle tropical summer autumn volcano 夏 秋");
  const snow = warm
    ? 0
    : stage.mentions("snow snowy winter alp alps glacier peak 雪 冬")
      ? 1
      : plan.seed % 3 === 0
        ? 0
        : 0.55;
  const count = lake ? 4 : 5;
  return Array.from({ length: count }, (_, index) => {
    const depth = index / (count - 1);
    const soft = rolling ? index > 0 : index >= count - (lake ? 1 : 2);
    const footAt = (at: number) => mix(horizon * 0.9, lake ? horizon + 2 : height, at ** 1.15);
    const foot = footAt(depth);
    return createRidge(stage, sun, {
      foot,
      height: horizon * (soft ? mix(0.4, 0.22, depth) : mix(0.54, 0.26, depth)),
      bottom: depth < 1 ? footAt((index + 1) / (count - 1)) + height * 0.06 : height * 1.2,
      depth: depth * (lake ? 0.7 : 1),
      rolling: soft,
      snow: soft ? (plan.weather === "snow" ? 1.6 : 0) : snow,
      colour: groundColour(stage, depth ** 1.2),
    });
  });
}

function groundColour(stage: Stage, depth: number) {
  const { palette } = stage;
  const autumn = stage.mentions("autumn fall maple 秋 枫");
  const near = autumn ? tint(palette.near, { hue: 50, chroma: 0.12, lift: 0.4 }, 0.8) : palette.near;
  return blend(palette.far, near, depth);
}

function createLake(stage: Stage, horizon: number, sun: { x: number; y: number }): DrawMoment {
  const { height, palette, random, unit } = stage;
  const water = createWater(stage, horizon, sun, {
    swell: 0.13,
    body: blend(palette.near, palette.sky, 0.35),
    mirror: 0.7,
    glitter: 0.3,
  });
  const shore = stage.createLayer((layer) => {
    for (let x = stage.left; x < stage.left + stage.spanX; x += (5 + 9 * random()) * unit) {
      const size = (14 + 26 * random() ** 2) * unit;
      drawPine(layer, random, x, horizon + 1.5 * unit, size, blend(palette.near, palette.far, 0.25 + 0.3 * random()));
    }
  });
  const reeds = createGrass(stage, {
    top: height * 0.99,
    height: 40 * unit,
    dark: palette.near,
    lit: blend(palette.near, palette.far, 0.5),
    flowers: [],
  });
  return (moment) => {
    stage.atDepth(moment, 0.45, () => stage.drawLayer(shore));
    water(moment);
    reeds(moment);
  };
}

function createMeadow(stage: Stage): DrawMoment {
  const { height, palette, plan, unit } = stage;
  const flowering = stage.mentions("flower meadow garden spring summer 花 春 夏 草原");
  const flowers = flowering
    ? [20, 85, 330].map((hue) => tint(palette.accent, { hue, chroma: 0.17, lift: 0.1 }, 0.75))
    : [];
  const snowy = plan.weather === "snow";
  return createGrass(stage, {
    top: height * 0.93,
    height: 50 * unit,
    dark: snowy ? blend(palette.near, fromHex("#dfe8f2"), 0.3) : palette.near,
    lit: blend(blend(palette.near, palette.far, 0.45), palette.light, 0.16),
    flowers,
  });
}
