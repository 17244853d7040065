import type { SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, fromHex, type Rgb, tint } from "#lib/engine/render/colour";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import { createBirds } from "#lib/engine/render/layers/birds";
import { createClouds } from "#lib/engine/render/layers/clouds";
import { createMist } from "#lib/engine/render/layers/mist";
import { createRidge } from "#lib/engine/render/layers/mountains";
import { createSky, placeSun, type Sun } from "#lib/engine/render/layers/sky";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Dunes with a lit and a shaded flank each, wind on their crests; mesas, cacti or camels by the words. */
export function createDesert(stage: Stage): DrawMoment {
  const { context, height, palette } = stage;
  const horizon = height * 0.56;
  const sun = placeSun(stage, horizon);
  const sky = createSky(stage, horizon, sun, 1.2);
  const clouds = createClouds(stage, horizon, sun, 0.34);
  const birds = createBirds(stage, horizon, 4, palette.near);
  const mesas = createRidge(stage, sun, {
    foot: horizon + 8 * stage.unit,
    height: horizon * 0.3,
    bottom: horizon + height * 0.12,
    depth: 0.1,
    rolling: !stage.mentions("canyon mesa 峡谷"),
    snow: 0,
    colour: blend(palette.far, palette.horizon, 0.3),
  });
  const dunes = [0, 0.33, 0.66, 1].map((near) => createDune(stage, sun, horizon, near));
  const haze = createMist(stage, {
    y: horizon + 12 * stage.unit,
    height: height * 0.16,
    colour: palette.horizon,
    strength: 0.55,
    depth: 0.2,
  });
  const caravan = stage.mentions("camel caravan 骆驼") ? createCaravan(stage, horizon) : undefined;
  return (moment) => {
    sky(moment);
    clouds(moment);
    birds(moment);
    stage.atDepth(moment, 0.18, () => context.drawImage(mesas.canvas, stage.left, mesas.top));
    dunes.forEach((dune, index) => {
      dune(moment);
      if (index === 0) haze(moment);
      if (index === 1) caravan?.(moment);
    });
  };
}

function createDune(stage: Stage, sun: Sun, horizon: number, near: number): DrawMoment {
  const { height, noise, palette, random, softNoise, unit } = stage;
  const sand = blend(
    tint(blend(palette.far, palette.horizon, 0.5), { hue: 62, chroma: 0.09, lift: 0.1 }, 0.55),
    palette.near,
    near * 0.25,
  );
  const lit = blend(sand, palette.light, 0.42);
  const shade = blend(sand, palette.near, 0.62);
  const offset = 60 + random() * 800;
  const stretch = mix(0.5, 0.26, near) / unit;
  const crest = (x: number) =>
    horizon +
    mix(4 * unit, height * 0.36, near ** 1.2) -
    (softNoise(x * stretch + offset, offset) - 0.35) * mix(44, 130, near) * unit;
  const side = sun.x > stage.width / 2 ? 1 : -1;
  const layer = stage.createLayer((context) => {
    const image = context.createImageData(stage.spanX, stage.spanY);
    const pixels = image.data;
    const paintColumn = (column: number) => {
      const x = stage.left + column;
      const line = crest(x);
      const slope = ((crest(x + 6 * unit) - crest(x - 6 * unit)) / (12 * unit)) * side;
      const edge = Math.max(3, (softNoise(x * stretch * 1.3 + offset + 40, 220) - 0.25) * mix(70, 190, near)) * unit;
      for (let row = Math.max(0, Math.floor(line - stage.top)); row < stage.spanY; row++) {
        const y = row + stage.top;
        const down = y - line;
        // The slip face: a shaded flank below the crest that ends in a soft, wandering edge.
        const face = (1 - smoothstep(edge * 0.75, edge + 5 * unit, down)) * smoothstep(-0.12, 0.2, slope + 0.06);
        const ripple =
          (noise((x * 0.5) / unit + down * 0.3, (down * 1.9) / unit + offset) - 0.5) * mix(0.12, 0.3, near);
        const light = clamp(0.7 - slope * 0.7 - face * 0.6 + ripple - smoothstep(0, 300 * unit, down) * 0.25);
        const fog = (1 - near) * 0.5;
        const at = (row * stage.spanX + column) * 4;
        for (let channel = 0; channel < 3; channel++) {
          pixels[at + channel] = mix(
            mix(shade[channel] ?? 0, lit[channel] ?? 0, light),
            palette.horizon[channel] ?? 0,
            fog,
          );
        }
        pixels[at + 3] = 255 * clamp(y + 1 - line);
      }
    };
    for (let column = 0; column < stage.spanX; column++) paintColumn(column);
    context.putImageData(image, 0, 0);
    if (near > 0.6 && stage.mentions("cactus 仙人掌")) {
      for (const share of [0.16, 0.83]) {
        const x = stage.width * (share + (random() - 0.5) * 0.1);
        drawCactus(
          context,
          x,
          crest(x) + 12 * unit,
          (70 + 60 * near) * unit,
          blend(palette.near, fromHex("#1f4a30"), 0.45),
        );
      }
    }
  });
  return (moment) => stage.atDepth(moment, 0.25 + near * 0.7, () => stage.drawLayer(layer));
}

function drawCactus(context: SKRSContext2D, x: number, y: number, tall: number, colour: Rgb): void {
  context.strokeStyle = css(colour);
  context.lineCap = "round";
  context.lineJoin = "round";
  context.lineWidth = tall * 0.16;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, y - tall);
  context.stroke();
  context.lineWidth = tall * 0.11;
  for (const [side, from, to] of [
    [-1, 0.45, 0.8],
    [1, 0.32, 0.66],
  ] as const) {
    context.beginPath();
    context.moveTo(x, y - tall * from);
    context.quadraticCurveTo(x + side * tall * 0.28, y - tall * from, x + side * tall * 0.27, y - tall * (from + 0.12));
    context.lineTo(x + side * tall * 0.27, y - tall * to);
    context.stroke();
  }
}

/** Camels in a row, small, walking along the second dune. */
function createCaravan(stage: Stage, horizon: number): DrawMoment {
  const { context, height, palette, unit, width } = stage;
  return (moment) => {
    stage.atDepth(moment, 0.5, () => {
      context.fillStyle = css(palette.near);
      context.strokeStyle = css(palette.near);
      context.lineCap = "round";
      for (let index = 0; index < 5; index++) {
        const size = 15 * unit;
        const x = width * 0.3 + index * size * 2.6 + moment.seconds * 5 * unit;
        const y = horizon + height * 0.085 + Math.sin(index * 0.9) * 2 * unit;
        context.beginPath();
        context.moveTo(x - size * 0.75, y - size * 0.55);
        context.bezierCurveTo(
          x - size * 0.6,
          y - size * 0.95,
          x - size * 0.42,
          y - size * 1.35,
          x - size * 0.2,
          y - size * 0.9,
        );
        context.bezierCurveTo(
          x - size * 0.05,
          y - size * 0.8,
          x + size * 0.05,
          y - size * 1.4,
          x + size * 0.3,
          y - size * 0.85,
        );
        context.bezierCurveTo(
          x + size * 0.5,
          y - size * 0.6,
          x + size * 0.62,
          y - size * 0.8,
          x + size * 0.72,
          y - size * 1.25,
        );
        context.lineTo(x + size * 1.08, y - size * 1.2);
        context.lineTo(x + size * 0.88, y - size * 1.02);
        context.bezierCurveTo(
          x + size * 0.8,
          y - size * 0.6,
          x + size * 0.6,
          y - size * 0.4,
          x + size * 0.4,
          y - size * 0.38,
        );
        context.lineTo(x - size * 0.6, y - size * 0.36);
        context.fill();
        context.lineWidth = size * 0.11;
        for (const [leg, phase] of [
          [-0.58, 0],
          [-0.42, 2],
          [0.26, 3.1],
          [0.42, 5.1],
        ] as const) {
          const step = Math.sin(moment.seconds * 3 + phase + index) * size * 0.13;
          context.beginPath();
          context.moveTo(x + size * leg, y - size * 0.45);
          context.lineTo(x + size * leg + step, y + size * 0.15);
          context.stroke();
        }
      }
    });
  };
}
