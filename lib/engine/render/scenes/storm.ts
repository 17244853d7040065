import { blend, css, WHITE } from "#lib/engine/render/colour";
import { createClouds } from "#lib/engine/render/layers/clouds";
import { createMist } from "#lib/engine/render/layers/mist";
import { createRidge } from "#lib/engine/render/layers/mountains";
import { createSky } from "#lib/engine/render/layers/sky";
import { createWater } from "#lib/engine/render/layers/water";
import { createRandom } from "#lib/engine/render/random";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Seconds between strokes of lightning, and how long one is seen. */
const STROKE_EVERY = 1.7;
const STROKE_SECONDS = 0.42;

/** Towering cloud over dark hills or sea, torn by lightning. */
export function createStorm(stage: Stage): DrawMoment {
  const { context, height, palette, random, width } = stage;
  const horizon = height * 0.68;
  const sun = { x: width * (random() < 0.5 ? 0.3 : 0.7), y: horizon * 0.4 };
  const sky = createSky(stage, horizon, sun);
  const high = createClouds(stage, horizon * 0.8, sun, 0.8);
  const low = createClouds(stage, horizon, { x: sun.x, y: horizon }, 0.62);
  const colour = blend(palette.near, palette.far, 0.3);
  const hills = [0.2, 0.6].map((depth) =>
    createRidge(stage, sun, {
      foot: horizon + 3,
      height: horizon * (0.34 - depth * 0.24),
      bottom: horizon + height * 0.08,
      depth,
      rolling: depth > 0.5,
      snow: 0,
      colour,
    }),
  );
  const haze = createMist(stage, {
    y: horizon * 0.96,
    height: height * 0.3,
    colour: blend(palette.horizon, palette.sky, 0.4),
    strength: 0.5,
    depth: 0.3,
  });
  const sea = createWater(stage, horizon, sun, {
    swell: 0.34,
    body: blend(palette.near, palette.sky, 0.35),
    mirror: 0.5,
    glitter: 0.1,
  });
  const lightning = createLightning(stage, horizon);
  return (moment) => {
    sky(moment);
    high(moment);
    low(moment);
    lightning(moment);
    for (const hill of hills) {
      stage.atDepth(moment, 0.2 + hill.depth * 0.4, () => context.drawImage(hill.canvas, stage.left, hill.top));
    }
    haze(moment);
    sea(moment);
  };
}

function createLightning(stage: Stage, horizon: number): DrawMoment {
  const { context, palette, plan, unit, width, height } = stage;
  const colour = blend(palette.accent, WHITE, 0.7);
  return (moment) => {
    const stroke = Math.floor(moment.seconds / STROKE_EVERY + 0.75);
    const age = (moment.seconds / STROKE_EVERY + 0.75 - stroke) * STROKE_EVERY;
    const opening = moment.seconds < 0.15 ? 0.7 : 0;
    const flash = Math.max(
      opening,
      age > STROKE_SECONDS ? 0 : (1 - age / STROKE_SECONDS) * (0.65 + 0.35 * Math.cos(age * 52)),
    );
    if (flash <= 0.01) return;
    const random = createRandom(plan.seed + stroke * 7_919);
    const x = width * (0.2 + 0.6 * random());
    stage.atDepth(moment, 0.15, () => {
      context.fillStyle = css(colour, 0.16 * flash * (1 + plan.motion.drama * 0.6));
      context.fillRect(stage.left, stage.top, stage.spanX, stage.spanY);
      stage.glow(x, horizon * 0.25, height * 0.6, colour, 0.6 * flash);
      const bolt = (fromX: number, fromY: number, toY: number, drift: number, thick: number) => {
        const points: [number, number][] = [[fromX, fromY]];
        let px = fromX;
        for (let y = fromY; y < toY; ) {
          y += (9 + 16 * random()) * unit;
          px += (random() - 0.5 + drift) * 24 * unit;
          points.push([px, y]);
          if (thick > 1.4 && random() > 0.84)
            bolt(px, y, y + (50 + 90 * random()) * unit, random() > 0.5 ? 0.4 : -0.4, thick * 0.45);
        }
        for (const [grow, alpha] of [
          [9, 0.1],
          [4, 0.24],
          [1, 1],
        ] as const) {
          context.strokeStyle = css(grow === 1 ? WHITE : colour, alpha * flash);
          context.lineWidth = thick * grow * unit;
          context.lineJoin = "round";
          context.beginPath();
          for (const [bx, by] of points) context.lineTo(bx, by);
          context.stroke();
        }
      };
      bolt(x, horizon * 0.08, horizon * 0.99, 0, 2.2);
    });
  };
}
