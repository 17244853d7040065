import type { SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, fromHex, type Rgb, tint, WHITE } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import { createCabin, createCampfire } from "#lib/engine/render/layers/camp";
import { createGrass } from "#lib/engine/render/layers/grass";
import { createMist } from "#lib/engine/render/layers/mist";
import { createStars } from "#lib/engine/render/layers/sky";
import { drawLeafTree, drawPine } from "#lib/engine/render/layers/trees";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

const AUTUMN_TERMS = "autumn fall maple 秋 枫";

/** Trees in five distances with light falling between them; bamboo, a cabin or a campfire by the words. */
export function createForest(stage: Stage): DrawMoment {
  const { height, palette, plan, random, unit, width } = stage;
  const night = plan.mood === "night" || plan.mood === "dusk";
  const lightX = width * (random() < 0.5 ? 0.3 : 0.68);
  const lightY = height * 0.22;
  const stars = night ? createStars(stage, height * 0.6, 120) : undefined;
  const backdrop = stage.createLayer((layer) => {
    layer.fillStyle = stage.verticalGradient(
      layer,
      stage.top,
      height,
      palette.sky,
      blend(palette.sky, palette.horizon, 0.6),
      palette.horizon,
      palette.far,
    );
    layer.fillRect(stage.left, stage.top, stage.spanX, stage.spanY);
    stars?.paint(layer);
    stage.glow(lightX, lightY, height * 0.75, palette.light, night ? 0.4 : 0.85, layer);
    stage.glow(lightX, lightY, height * 0.2, blend(palette.light, WHITE, 0.5), night ? 0.6 : 0.7, layer);
  });
  const distances = [0, 0.25, 0.5, 0.75, 1];
  const rows = distances.map((near) => createTreeRow(stage, near));
  const mists = distances.slice(0, 4).map((near) =>
    createMist(stage, {
      y: height * mix(0.66, 0.86, near),
      height: height * 0.42,
      colour: blend(palette.horizon, palette.light, 0.3),
      strength: (plan.weather === "mist" ? 0.85 : 0.55) * (1 - near * 0.6),
      depth: 0.15 + near * 0.6,
    }),
  );
  const shafts = createShafts(stage, lightX, lightY, night ? 0.28 : 0.62);
  const autumn = stage.mentions(AUTUMN_TERMS);
  const green = autumn ? fromHex("#6b3d16") : blend(palette.near, fromHex("#1d4a26"), 0.4);
  const undergrowth = createGrass(stage, {
    top: height * 0.93,
    height: 46 * unit,
    dark: blend(green, palette.near, 0.6),
    lit: blend(green, palette.light, 0.2),
    flowers: [],
  });
  const fire = stage.mentions("campfire fire camp 篝火") ? createCampfire(stage) : undefined;
  const cabin = stage.mentions("cabin cottage hut 木屋") ? createCabin(stage) : undefined;
  return (moment) => {
    stage.atDepth(moment, 0.05, () => {
      stage.drawLayer(backdrop);
      stars?.twinkle(moment);
    });
    rows.forEach((row, index) => {
      if (index === 4) {
        cabin?.(moment);
        shafts(moment);
        fire?.(moment);
      }
      row(moment);
      mists[index]?.(moment);
    });
    undergrowth(moment);
  };
}

function createTreeRow(stage: Stage, near: number): DrawMoment {
  const { height, noise, palette, plan, random, unit } = stage;
  const bamboo = stage.mentions("bamboo 竹");
  const autumn = stage.mentions(AUTUMN_TERMS);
  const trunks =
    bamboo ||
    stage.mentions("birch jungle rainforest grove 雨林 丛林") ||
    (plan.seed % 2 === 0 && !stage.mentions("pine 松"));
  const ground = height * mix(0.68, 0.97, near);
  const clearFrom = stage.mentions("cabin cottage hut campfire camp 木屋 篝火") ? 0.5 : 1;
  const colour = blend(blend(palette.far, palette.horizon, 0.45 * (1 - near)), palette.near, near ** 0.8 * 0.95);
  const layer = stage.createLayer((context) => {
    const spacing = mix(20, bamboo ? 90 : 190, near ** 1.3) * unit;
    for (
      let x = stage.left - spacing * random();
      x < stage.left + stage.spanX + spacing;
      x += spacing * (0.55 + 0.9 * random())
    ) {
      if (near >= clearFrom && Math.abs(x / stage.width - 0.5) < 0.24) continue;
      const fallen = blend(
        colour,
        tint(colour, { hue: 28 + 62 * random(), chroma: 0.19, lift: 0.6 }, 1),
        0.5 + 0.45 * near,
      );
      if (autumn && !bamboo)
        drawLeafTree(
          context,
          random,
          x,
          ground + 8 * unit,
          height * mix(0.34, 0.92, near) * (0.7 + 0.4 * random()),
          blend(fallen, palette.near, 0.3),
          blend(fallen, palette.light, 0.28),
        );
      else if (bamboo)
        drawBamboo(
          context,
          stage,
          x,
          ground,
          mix(5, 22, near) * unit,
          blend(colour, tint(colour, { hue: 138, chroma: 0.12, lift: 0.2 }, 0.9), 0.6),
        );
      else if (trunks)
        drawTrunk(context, stage, x, ground, mix(6, 46, near) * unit * (0.7 + 0.6 * random()), colour, near);
      else
        drawPine(
          context,
          random,
          x,
          ground + 6 * unit,
          height * mix(0.3, 0.95, near) * (0.65 + 0.5 * random()),
          colour,
        );
    }
    context.fillStyle = stage.verticalGradient(
      context,
      ground - 14 * unit,
      height,
      colour,
      blend(colour, palette.near, 0.5),
    );
    context.beginPath();
    context.moveTo(stage.left, stage.top + stage.spanY);
    for (let x = stage.left; x <= stage.left + stage.spanX; x += 3 * unit) {
      context.lineTo(x, ground - noise((x / unit) * 0.5 + near * 300, near * 90) * 26 * unit);
    }
    context.lineTo(stage.left + stage.spanX, stage.top + stage.spanY);
    context.fill();
  });
  return (moment) => stage.atDepth(moment, 0.15 + near * 0.85, () => stage.drawLayer(layer));
}

function drawTrunk(
  context: SKRSContext2D,
  stage: Stage,
  x: number,
  ground: number,
  wide: number,
  colour: Rgb,
  near: number,
): void {
  const { noise, palette, random } = stage;
  const lean = (random() - 0.5) * wide * 1.6;
  const top = stage.top - 10;
  const bark = context.createLinearGradient(x - wide / 2, 0, x + wide / 2, 0);
  bark.addColorStop(0, css(blend(colour, palette.light, 0.2 * (1 - near * 0.4))));
  bark.addColorStop(0.3, css(colour));
  bark.addColorStop(1, css(blend(colour, palette.near, 0.5)));
  context.fillStyle = bark;
  const half = (share: number) =>
    wide * (0.32 + 0.18 * (1 - share) + 0.42 * (1 - share) ** 9) * (0.92 + 0.16 * noise(share * 60 + x, x));
  context.beginPath();
  for (const side of [-1, 1]) {
    for (let step = 0; step <= 24; step++) {
      const share = side < 0 ? step / 24 : 1 - step / 24;
      context.lineTo(x + lean * share + side * half(share), mix(ground + wide * 0.25, top, share));
    }
  }
  context.fill();
  context.strokeStyle = css(colour);
  context.lineCap = "round";
  for (let branch = 0; branch < 3; branch++) {
    const share = 0.45 + 0.5 * random();
    const side = random() < 0.5 ? -1 : 1;
    const by = mix(ground, top, share);
    context.lineWidth = wide * (0.1 + 0.08 * random());
    context.beginPath();
    context.moveTo(x + lean * share, by);
    context.quadraticCurveTo(
      x + side * wide * 1.4,
      by - wide * 0.4,
      x + side * wide * (2 + random() * 2),
      by - wide * (1.2 + random()),
    );
    context.stroke();
  }
}

function drawBamboo(context: SKRSContext2D, stage: Stage, x: number, ground: number, wide: number, colour: Rgb): void {
  const { palette, random } = stage;
  const lean = (random() - 0.5) * wide * 3;
  const top = stage.top - 10;
  const joints = Math.ceil((ground - top) / (wide * 6));
  for (let joint = 0; joint < joints; joint++) {
    const from = mix(ground, top, joint / joints);
    const to = mix(ground, top, (joint + 1) / joints);
    const cx = x + (lean * joint) / joints;
    const cane = context.createLinearGradient(cx - wide / 2, 0, cx + wide / 2, 0);
    cane.addColorStop(0, css(blend(colour, palette.light, 0.45)));
    cane.addColorStop(0.45, css(colour));
    cane.addColorStop(1, css(blend(colour, palette.near, 0.55)));
    context.fillStyle = cane;
    context.fillRect(cx - wide * 0.42, to + wide * 0.12, wide * 0.84, from - to - wide * 0.16);
    context.fillRect(cx - wide * 0.5, to - wide * 0.08, wide, wide * 0.2);
  }
}

/** Beams from the light between the trunks, wandering slowly. */
function createShafts(stage: Stage, lightX: number, lightY: number, strength: number): DrawMoment {
  const { context, noise, palette, plan } = stage;
  const field = createField(150, 100);
  const { pixels, width, height } = field;
  const sourceX = ((lightX - stage.left) / stage.spanX) * width;
  const sourceY = ((lightY - stage.top) / stage.spanY) * height - 26;
  const paintRow = (y: number, seconds: number) => {
    for (let x = 0; x < width; x++) {
      const angle = Math.atan2(x - sourceX, y - sourceY);
      const away = Math.hypot(x - sourceX, y - sourceY) / height;
      const beam = smoothstep(
        0.46,
        0.76,
        noise(angle * 70 + 130, seconds * 1.6) * 0.6 + noise(angle * 170 + 40, seconds * 1.1) * 0.4,
      );
      const at = (y * width + x) * 4;
      pixels[at] = palette.light[0];
      pixels[at + 1] = palette.light[1];
      pixels[at + 2] = palette.light[2];
      pixels[at + 3] = 255 * clamp(beam * strength * clamp(1.25 - away) * (1 + 0.4 * plan.motion.drama));
    }
  };
  return (moment) => {
    for (let y = 0; y < height; y++) paintRow(y, moment.seconds);
    field.upload();
    context.save();
    context.globalCompositeOperation = "screen";
    stage.atDepth(moment, 0.4, () => context.drawImage(field.canvas, stage.left, stage.top, stage.spanX, stage.spanY));
    context.restore();
  };
}
