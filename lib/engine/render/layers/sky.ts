import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import type { Moment } from "#lib/engine/render/camera";
import { blend, css, fromHex, lightnessOf, WHITE } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, mix } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Where the sun or the moon stands, in frame coordinates. */
export interface Sun {
  x: number;
  y: number;
}

const LOW_LIGHT = new Set(["dawn", "sunset", "dusk"]);
const STARRY = new Set(["night", "neon", "dusk"]);

/** A place for the sun: low at the ends of the day, high otherwise, never in the middle of the frame. */
export function placeSun(stage: Stage, horizon: number): Sun {
  const side = stage.random() < 0.5 ? 0.28 : 0.72;
  const x = stage.width * (side + (stage.random() - 0.5) * 0.14);
  return { x, y: horizon * (LOW_LIGHT.has(stage.plan.mood) ? 0.68 : 0.3) };
}

/** The sky down to `horizon`: its gradient, stars at night, aurora where asked for, and the sun or moon. */
export function createSky(stage: Stage, horizon: number, sun: Sun, discSize = 1): DrawMoment {
  const { context, palette, plan, unit } = stage;
  const stars = STARRY.has(plan.mood) ? createStars(stage, horizon, plan.mood === "dusk" ? 90 : 240) : undefined;
  const aurora = stage.mentions("aurora northern 极光") ? createAurora(stage, horizon) : undefined;
  const veiled = plan.mood === "storm" || plan.mood === "mist";
  const moon = plan.mood === "night";
  const disc = veiled ? undefined : createDisc(stage, (moon ? 21 : 27) * unit * discSize, moon);
  const reach = Math.max(stage.width, horizon) * 0.62;
  const strength = moon ? 0.2 : veiled ? 0.28 : 0.4;
  // Light as wide as the sky is the dearest of all: where it does not breathe it is part of the backdrop.
  const breathing = plan.motion.drama > 0;
  const backdrop = stage.createLayer((layer) => {
    layer.fillStyle = stage.verticalGradient(layer, stage.top, horizon, palette.zenith, palette.sky, palette.horizon);
    layer.fillRect(stage.left, stage.top, stage.spanX, stage.spanY);
    stars?.paint(layer);
    if (!breathing) stage.glow(sun.x, sun.y, reach, palette.light, strength, layer);
  });
  return (moment) => {
    stage.atDepth(moment, 0.06, () => {
      if (stars) stage.drawLayer(backdrop);
      else stage.drawSoftLayer(backdrop);
      stars?.twinkle(moment);
      aurora?.(moment);
      const breath = 1 + plan.motion.drama * 0.12 * Math.sin(moment.seconds * 1.7);
      const y = sun.y + (moment.progress - 0.5) * horizon * (plan.mood === "dawn" ? -0.05 : 0.03);
      if (breathing) stage.glow(sun.x, y, reach, palette.light, strength * breath);
      if (!disc) return;
      stage.glow(sun.x, y, 130 * unit * discSize, palette.light, (moon ? 0.35 : 0.55) * breath);
      context.drawImage(disc, sun.x - disc.width / 2, y - disc.height / 2);
    });
  };
}

function createDisc(stage: Stage, radius: number, moon: boolean): Canvas {
  const size = Math.ceil(radius * 2.4);
  const canvas = createCanvas(size, size);
  const context = canvas.getContext("2d");
  const centre = size / 2;
  const bright = blend(stage.palette.light, WHITE, 0.55);
  const gradient = context.createRadialGradient(centre, centre, radius * 0.86, centre, centre, radius * 1.06);
  gradient.addColorStop(0, css(bright));
  gradient.addColorStop(0.5, css(bright, 0.9));
  gradient.addColorStop(1, css(bright, 0));
  context.fillStyle = gradient;
  context.fillRect(0, 0, size, size);
  if (!moon) return canvas;
  context.globalCompositeOperation = "source-atop";
  for (let spot = 0; spot < 9; spot++) {
    const angle = stage.random() * Math.PI * 2;
    const away = Math.sqrt(stage.random()) * radius * 0.7;
    const wide = radius * (0.12 + 0.26 * stage.random());
    const shade = context.createRadialGradient(centre, centre, 0, centre, centre, wide);
    shade.addColorStop(0, css(blend(bright, stage.palette.sky, 0.55), 0.4));
    shade.addColorStop(1, css(bright, 0));
    context.save();
    context.translate(Math.cos(angle) * away, Math.sin(angle) * away);
    context.fillStyle = shade;
    context.fillRect(0, 0, size, size);
    context.restore();
  }
  return canvas;
}

interface Stars {
  /** The many small ones, onto what lies behind them. */
  paint(context: SKRSContext2D): void;
  /** The bright ones, at every moment. */
  twinkle: DrawMoment;
}

/** Stars over `horizon`, fewer towards it. */
export function createStars(stage: Stage, horizon: number, count: number): Stars {
  const { context, unit, random } = stage;
  const star = () => ({
    x: stage.left + random() * stage.spanX,
    y: stage.top + random() ** 1.25 * (horizon - stage.top),
    size: (0.4 + random() ** 3 * 1.1) * unit,
    phase: random() * Math.PI * 2,
    pace: 0.7 + random() * 2.2,
  });
  const fadeOut = (y: number) => clamp(1.1 - Math.max(0, y / horizon));
  const still = Array.from({ length: count * 2 }, () => ({ ...star(), light: 0.3 + random() * 0.7 }));
  const paint = (painter: SKRSContext2D) => {
    for (const { x, y, size, light } of still) {
      painter.fillStyle = css(WHITE, 0.5 * fadeOut(y) * light);
      painter.beginPath();
      painter.arc(x, y, size * 0.7, 0, Math.PI * 2);
      painter.fill();
    }
  };
  const live = Array.from({ length: Math.round(count / 3) }, star);
  const twinkle = ({ seconds }: Moment) => {
    for (const { x, y, size, phase, pace } of live) {
      const strength = fadeOut(y) * (0.62 + 0.38 * Math.sin(phase + seconds * pace));
      context.fillStyle = css(WHITE, strength);
      context.beginPath();
      context.arc(x, y, size * 1.15, 0, Math.PI * 2);
      context.fill();
      if (size > 1.05 * unit) stage.glow(x, y, size * 6, WHITE, strength * 0.5);
    }
  };
  return { paint, twinkle };
}

function createAurora(stage: Stage, horizon: number): DrawMoment {
  const { context, noise, palette, plan } = stage;
  const field = createField(200, 100);
  const dark = lightnessOf(palette.zenith) < 0.4;
  const low = fromHex("#4dffb8");
  const high = blend(palette.accent, fromHex("#b06cff"), 0.6);
  return ({ seconds }) => {
    const { pixels, width, height } = field;
    for (let x = 0; x < width; x++) {
      const bend = noise(x * 0.55 + seconds * 4, 40 + seconds * 2.4);
      const rays = noise(x * 2.6 + seconds * 9, 200 + seconds);
      const foot = (0.52 + 0.7 * (bend - 0.5)) * height;
      const length = height * (0.2 + 0.55 * rays);
      for (let y = 0; y < height; y++) {
        const above = (foot - y) / length;
        const glow = above < 0 ? Math.exp(above * 16) : Math.exp(-above * 2.4);
        const hue = clamp(above * 0.9);
        const at = (y * width + x) * 4;
        pixels[at] = mix(low[0], high[0], hue);
        pixels[at + 1] = mix(low[1], high[1], hue);
        pixels[at + 2] = mix(low[2], high[2], hue);
        pixels[at + 3] = 255 * clamp(glow * (0.15 + 0.95 * rays) * (0.85 + 0.2 * plan.motion.drama));
      }
    }
    field.upload();
    context.save();
    context.globalCompositeOperation = "screen";
    context.globalAlpha = dark ? 0.95 : 0.6;
    context.drawImage(field.canvas, stage.left, stage.top, stage.spanX, (horizon - stage.top) * 1.02);
    context.restore();
  };
}
