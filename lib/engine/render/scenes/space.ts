import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { BLACK, blend, css, tint, WHITE } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** A nebula, stars in depth, and a turning planet; a ring, a galaxy's core or a rocket by the words. */
export function createSpace(stage: Stage): DrawMoment {
  const nebula = createNebula(stage);
  const stars = createStarField(stage);
  const galaxy =
    stage.mentions("galaxy milky nebula cosmos universe 银河 星云 宇宙") &&
    !stage.mentions("planet saturn mars jupiter 行星 土星 火星");
  const planet = galaxy ? undefined : createPlanet(stage);
  const comet = stage.mentions("comet meteor rocket spaceship starship 彗星 火箭 飞船")
    ? createComet(stage)
    : undefined;
  return (moment) => {
    nebula(moment);
    stars(moment);
    planet?.(moment);
    comet?.(moment);
  };
}

function createNebula(stage: Stage): DrawMoment {
  const { context, height, noise, palette, plan, softNoise, width } = stage;
  const field = createField(
    width >= height ? 240 : Math.round((240 * width) / height),
    width >= height ? Math.round((240 * height) / width) : 240,
  );
  const { pixels } = field;
  const deep = blend(palette.zenith, BLACK, 0.72);
  const cold = blend(palette.sky, WHITE, 0.08);
  const warm = blend(palette.accent, palette.sky, 0.25);
  const hot = palette.horizon;
  const scale = 150 / Math.max(field.width, field.height);
  const turn = plan.seed % 2 === 0 ? 1 : -1;
  const paintRow = (y: number, seconds: number) => {
    for (let x = 0; x < field.width; x++) {
      const px = (x - field.width / 2) * scale;
      const py = (y - field.height / 2) * scale;
      const a = softNoise(px * 2.1 + 60 + seconds * 0.4, py * 2.1 + 80);
      const b = noise(px + a * 46 + 200, py + a * 46 - seconds * 0.8 + 40);
      const c = noise(px * 2.2 + b * 40, py * 2.2 + seconds * 0.9);
      const band = Math.exp(-(((px * 0.5 * turn + py * 0.9) / 44) ** 2));
      const cloud = smoothstep(0.32, 0.88, (b * 0.62 + c * 0.38) * 0.7 + band * 0.34);
      const hue = smoothstep(0.42, 0.66, a);
      const core = cloud ** 3 * band;
      const dust = 1 - 0.7 * smoothstep(0.5, 0.7, noise(px * 1.6 + 320, py * 1.6 + a * 30)) * band;
      const at = (y * field.width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const colour =
          hue > 0.5
            ? mix(warm[channel] ?? 0, hot[channel] ?? 0, hue * 2 - 1)
            : mix(cold[channel] ?? 0, warm[channel] ?? 0, hue * 2);
        pixels[at + channel] = (deep[channel] ?? 0) + (colour * cloud ** 1.35 * 1.1 + 70 * core) * dust;
      }
      pixels[at + 3] = 255;
    }
  };
  return (moment) => {
    for (let y = 0; y < field.height; y++) paintRow(y, moment.seconds);
    field.upload();
    stage.atDepth(moment, 0.15, () => context.drawImage(field.canvas, stage.left, stage.top, stage.spanX, stage.spanY));
  };
}

function createStarField(stage: Stage): DrawMoment {
  const { context, palette, random, unit, width, height } = stage;
  const stars = Array.from({ length: 420 }, () => ({
    x: (random() - 0.5) * 1.5,
    y: (random() - 0.5) * 1.5,
    near: 0.12 + random(),
    bright: random() ** 3,
    phase: random() * Math.PI * 2,
    colour: blend(random() > 0.5 ? palette.accent : palette.light, WHITE, 0.45 + 0.5 * random()),
  }));
  return ({ seconds, camera }) => {
    for (const star of stars) {
      const flight = 1 + seconds * 0.012 * star.near;
      const x = width / 2 + star.x * width * flight - camera.x * width * star.near;
      const y = height / 2 + star.y * height * flight - camera.y * height * star.near;
      const strength = (0.3 + 0.7 * star.bright) * (0.75 + 0.25 * Math.sin(star.phase + seconds * 1.7));
      const size = (0.5 + 1.15 * star.bright) * unit;
      context.fillStyle = css(star.colour, strength);
      context.beginPath();
      context.arc(x, y, size, 0, Math.PI * 2);
      context.fill();
      if (star.bright < 0.62) continue;
      stage.glow(x, y, size * 9, star.colour, strength * 0.55);
      context.fillStyle = css(star.colour, strength * 0.4);
      context.fillRect(x - size * 7, y - size * 0.16, size * 14, size * 0.32);
      context.fillRect(x - size * 0.16, y - size * 7, size * 0.32, size * 14);
    }
  };
}

function createPlanet(stage: Stage): DrawMoment {
  const { context, height, palette, random, width } = stage;
  const side = random() < 0.5 ? 0.36 : 0.64;
  const radius = Math.min(width, height) * (0.24 + 0.05 * random());
  const x = width * side;
  const y = height * (width > height ? 0.52 : 0.44);
  const paint = createSphere(stage, Math.ceil(radius * 2));
  const ringed = stage.mentions("saturn ring 土星") || (random() > 0.55 && !stage.mentions("mars earth moon 火星"));
  const ring = ringed ? createRing(stage, radius) : undefined;
  return (moment) => {
    const sphere = paint(moment.seconds);
    stage.atDepth(moment, 0.55, () => {
      const tilt = -0.32;
      stage.glow(x - radius * 0.2, y - radius * 0.2, radius * 1.9, palette.accent, 0.32);
      const half = (front: boolean) => {
        if (!ring) return;
        context.save();
        context.translate(x, y);
        context.rotate(tilt);
        context.beginPath();
        context.rect(-radius * 3, front ? 0 : -radius * 3, radius * 6, radius * 3);
        context.clip();
        context.drawImage(ring, -ring.width / 2, -ring.height / 2);
        context.restore();
      };
      half(false);
      context.drawImage(sphere, x - radius, y - radius, radius * 2, radius * 2);
      half(true);
      stage.glow(x - radius * 0.62, y - radius * 0.55, radius * 0.9, palette.light, 0.3);
    });
  };
}

/** A ball of cloud bands, lit from the upper left, with a bright edge of air; it turns with time. */
function createSphere(stage: Stage, diameter: number): (seconds: number) => Canvas {
  const { noise, palette, softNoise } = stage;
  const field = createField(diameter, diameter);
  const { pixels } = field;
  const dark = blend(palette.sky, BLACK, 0.25);
  const pale = blend(palette.light, palette.horizon, 0.35);
  const vivid = tint(palette.accent, { hue: 30, chroma: 0.05, lift: 0 }, 0.1);
  const half = diameter / 2;
  const paintRow = (row: number, seconds: number) => {
    const y = (row + 0.5 - half) / half;
    for (let column = 0; column < diameter; column++) {
      const x = (column + 0.5 - half) / half;
      const at = (row * diameter + column) * 4;
      const squared = x * x + y * y;
      if (squared >= 1.02) {
        pixels[at + 3] = 0;
        continue;
      }
      const z = Math.sqrt(Math.max(0, 1 - squared));
      const longitude = Math.atan2(x, z) * 40 + seconds * 2.2;
      const swirl = noise(longitude * 0.9, y * 60 + 30) - 0.5;
      const band = softNoise(12, y * 74 + swirl * 12 + 100);
      const storm = noise(longitude * 1.6 + 90, y * 120 + swirl * 30);
      const tone = smoothstep(0.2, 0.8, band * 0.75 + storm * 0.25);
      const day = clamp(-x * 0.62 - y * 0.5 + z * 0.58);
      const light = 0.02 + day ** 0.9 * 1.12;
      const rim = (1 - z) ** 3 * clamp(day + 0.25) * 130;
      for (let channel = 0; channel < 3; channel++) {
        const low = mix(dark[channel] ?? 0, vivid[channel] ?? 0, Math.min(1, tone * 1.8));
        const colour = mix(low, pale[channel] ?? 0, clamp(tone * 1.8 - 0.9));
        pixels[at + channel] = colour * light + rim * ((palette.light[channel] ?? 0) / 255);
      }
      pixels[at + 3] = 255 * clamp((1 - Math.sqrt(squared)) * half + 0.5);
    }
  };
  return (seconds) => {
    for (let row = 0; row < diameter; row++) paintRow(row, seconds);
    field.upload();
    return field.canvas;
  };
}

function createRing(stage: Stage, radius: number): Canvas {
  const { noise, palette, unit } = stage;
  const canvas = createCanvas(Math.ceil(radius * 4.8), Math.ceil(radius * 1.7));
  const context = canvas.getContext("2d");
  context.translate(canvas.width / 2, canvas.height / 2);
  for (let at = 1.3; at < 2.3; at += (0.7 * unit) / radius) {
    const density = noise(at * 160, 20) * (1 - Math.abs(at - 1.8) * 1.4) * (Math.abs(at - 1.98) < 0.03 ? 0.1 : 1);
    context.strokeStyle = css(blend(palette.light, palette.horizon, noise(at * 90, 70)), clamp(density) * 0.8);
    context.lineWidth = unit;
    context.beginPath();
    context.ellipse(0, 0, radius * at, radius * at * 0.3, 0, 0, Math.PI * 2);
    context.stroke();
  }
  return canvas;
}

function createComet(stage: Stage): DrawMoment {
  const { context, height, palette, unit, width } = stage;
  return ({ progress }) => {
    const x = width * mix(0.08, 0.86, progress);
    const y = height * mix(0.3, 0.12, progress) + Math.sin(progress * 3) * 8 * unit;
    const tail = width * 0.34;
    const light = context.createLinearGradient(x - tail, y + tail * 0.24, x, y);
    light.addColorStop(0, css(palette.accent, 0));
    light.addColorStop(1, css(blend(palette.light, WHITE, 0.5), 0.85));
    context.fillStyle = light;
    context.beginPath();
    context.moveTo(x - tail, y + tail * 0.24);
    context.quadraticCurveTo(x - tail * 0.3, y + tail * 0.03, x, y - 2.4 * unit);
    context.lineTo(x + 1.5 * unit, y + 2.4 * unit);
    context.fill();
    stage.glow(x, y, 34 * unit, palette.light, 0.95);
  };
}
