import type { SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, fromHex } from "#lib/engine/render/colour";
import { createBirds } from "#lib/engine/render/layers/birds";
import { createClouds } from "#lib/engine/render/layers/clouds";
import { createSky, placeSun, type Sun } from "#lib/engine/render/layers/sky";
import { createWater } from "#lib/engine/render/layers/water";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Open water under a wide sky, with an island, a lighthouse or a sailing boat. */
export function createOcean(stage: Stage): DrawMoment {
  const { height, palette, plan } = stage;
  const horizon = height * 0.55;
  const sun = placeSun(stage, horizon * 1.05);
  const rough = plan.mood === "storm" || plan.motion.drama > 0 || stage.mentions("wave surf 浪");
  const sky = createSky(stage, horizon, sun);
  const clouds = createClouds(stage, horizon, sun, plan.mood === "storm" ? 0.72 : 0.54);
  const birds = createBirds(stage, horizon, 7, palette.near);
  const island = createIsland(stage, horizon, sun);
  const lighthouse = stage.mentions("lighthouse 灯塔") ? createLighthouse(stage, horizon, sun) : undefined;
  const water = createWater(stage, horizon, sun, {
    swell: rough ? 0.36 : 0.2,
    body: blend(palette.near, palette.sky, 0.5),
    mirror: 0.5,
    glitter: plan.mood === "storm" ? 0.15 : plan.mood === "night" ? 0.55 : 0.75,
  });
  const boat = stage.mentions("boat ship sail sailboat sailing yacht 船 帆") ? createBoat(stage, horizon) : undefined;
  const distance = stage.onTwos((moment) => {
    sky(moment);
    clouds(moment);
    birds(moment);
    island(moment);
  });
  return (moment) => {
    distance(moment);
    lighthouse?.(moment);
    water(moment);
    boat?.(moment);
  };
}

function islandX(stage: Stage, sun: Sun): number {
  return sun.x > stage.width / 2 ? stage.width * 0.2 : stage.width * 0.82;
}

function createIsland(stage: Stage, horizon: number, sun: Sun): DrawMoment {
  const { palette, softNoise, noise, unit, width } = stage;
  const centre = islandX(stage, sun);
  const layer = stage.createLayer((context) => {
    for (const [far, reach, tall] of [
      [0.75, 0.42, 34],
      [0.35, 0.27, 62],
    ] as const) {
      const colour = blend(palette.near, palette.far, far);
      context.fillStyle = stage.verticalGradient(
        context,
        horizon - tall * unit,
        horizon,
        colour,
        blend(colour, palette.horizon, 0.5),
      );
      context.beginPath();
      context.moveTo(centre - width * reach, horizon + 1);
      for (let step = 0; step <= 120; step++) {
        const across = step / 60 - 1;
        const hill =
          (1 - across * across) ** 1.3 *
          (0.45 + softNoise(across * 60 + far * 300, 8) * 0.9 + noise(across * 120, far * 90) * 0.16);
        context.lineTo(centre + across * width * reach, horizon - hill * tall * unit);
      }
      context.lineTo(centre + width * reach, horizon + 1);
      context.fill();
    }
  });
  return (moment) => stage.atDepth(moment, 0.25, () => stage.drawLayer(layer));
}

function createLighthouse(stage: Stage, horizon: number, sun: Sun): DrawMoment {
  const { context, palette, unit } = stage;
  const x = islandX(stage, sun) + 6 * unit;
  const foot = horizon - 46 * unit;
  const lamp = foot - 78 * unit;
  const beam = fromHex("#ffecb4");
  return (moment) => {
    stage.atDepth(moment, 0.25, () => {
      const turn = moment.seconds * 1.1;
      const facing = Math.cos(turn);
      context.save();
      context.globalCompositeOperation = "screen";
      const length = 300 * unit * Math.sign(facing) * Math.max(0.12, Math.abs(facing));
      const light = context.createLinearGradient(x, 0, x + length, 0);
      light.addColorStop(0, css(beam, 0.6));
      light.addColorStop(1, css(beam, 0));
      context.fillStyle = light;
      context.beginPath();
      context.moveTo(x, lamp - 1.5 * unit);
      context.lineTo(x + length, lamp - 34 * unit);
      context.lineTo(x + length, lamp + 22 * unit);
      context.lineTo(x, lamp + 1.5 * unit);
      context.fill();
      context.restore();
      drawTower(
        context,
        x,
        foot,
        lamp,
        unit,
        css(blend(fromHex("#f4efe8"), palette.sky, 0.3)),
        css(palette.near),
        css(blend(palette.accent, palette.near, 0.3)),
      );
      stage.glow(x, lamp, (34 + 40 * Math.abs(Math.sin(turn))) * unit, beam, 0.95);
    });
  };
}

function drawTower(
  context: SKRSContext2D,
  x: number,
  foot: number,
  lamp: number,
  unit: number,
  wall: string,
  dark: string,
  band: string,
): void {
  const half = (y: number) => (4.2 + ((y - lamp) / (foot - lamp)) * 3.6) * unit;
  const slice = (from: number, to: number, style: string) => {
    context.fillStyle = style;
    context.beginPath();
    context.moveTo(x - half(from), from);
    context.lineTo(x + half(from), from);
    context.lineTo(x + half(to), to);
    context.lineTo(x - half(to), to);
    context.fill();
  };
  const tall = foot - lamp;
  slice(lamp + 5 * unit, foot + 8 * unit, wall);
  slice(lamp + tall * 0.28, lamp + tall * 0.46, band);
  slice(lamp + tall * 0.68, lamp + tall * 0.86, band);
  context.fillStyle = dark;
  context.fillRect(x - 6.4 * unit, lamp + 4 * unit, 12.8 * unit, 2.4 * unit);
  context.beginPath();
  context.moveTo(x - 5 * unit, lamp - 4 * unit);
  context.lineTo(x, lamp - 11 * unit);
  context.lineTo(x + 5 * unit, lamp - 4 * unit);
  context.fill();
}

function createBoat(stage: Stage, horizon: number): DrawMoment {
  const { context, height, palette, unit, width } = stage;
  const canvasWhite = fromHex("#faf4eb");
  const k = 1.55 * unit;
  return (moment) => {
    stage.atDepth(moment, 0.6, () => {
      const x = width * 0.4 + moment.seconds * 7 * unit;
      const y = horizon + (height - horizon) * 0.22 + Math.sin(moment.seconds * 1.6) * 2.4 * unit;
      context.save();
      context.translate(x, y);
      context.rotate(Math.sin(moment.seconds * 1.2) * 0.045);
      context.fillStyle = css(palette.near, 0.25);
      context.beginPath();
      context.ellipse(2 * k, 12 * k, 34 * k, 5 * k, 0, 0, Math.PI * 2);
      context.fill();
      context.fillStyle = css(blend(palette.near, fromHex("#3a2418"), 0.4));
      context.beginPath();
      context.moveTo(-30 * k, -5 * k);
      context.quadraticCurveTo(0, -1 * k, 34 * k, -8 * k);
      context.quadraticCurveTo(22 * k, 7 * k, 10 * k, 7 * k);
      context.lineTo(-20 * k, 7 * k);
      context.closePath();
      context.fill();
      context.fillRect(-0.8 * k, -72 * k, 1.6 * k, 68 * k);
      const cloth = context.createLinearGradient(-26 * k, 0, 28 * k, 0);
      cloth.addColorStop(0, css(blend(canvasWhite, palette.sky, 0.5)));
      cloth.addColorStop(1, css(blend(canvasWhite, palette.light, 0.4)));
      context.fillStyle = cloth;
      context.beginPath();
      context.moveTo(2 * k, -70 * k);
      context.quadraticCurveTo(28 * k, -36 * k, 30 * k, -11 * k);
      context.lineTo(2 * k, -9 * k);
      context.moveTo(-2.5 * k, -63 * k);
      context.quadraticCurveTo(-15 * k, -34 * k, -26 * k, -10 * k);
      context.lineTo(-2.5 * k, -9 * k);
      context.fill();
      context.restore();
    });
  };
}
