import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, fromHex, type Rgb, tint, WHITE } from "#lib/engine/render/colour";
import { mix, wrap } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Below its head a flower leans for this many of its sizes, on a stem this wide. */
const NECK = 3;
const STEM = 0.07;

interface Petals {
  count: number;
  rings: number;
  /** Length against width of a petal. */
  slim: number;
  heart: Rgb;
  heartSize: number;
  hues: readonly number[];
}

const KINDS: readonly (readonly [string, Petals])[] = [
  [
    "sunflower 向日葵",
    { count: 18, rings: 2, slim: 3.1, heart: fromHex("#4a2a12"), heartSize: 0.42, hues: [88, 80, 95] },
  ],
  ["daisy 雏菊", { count: 16, rings: 1, slim: 3.4, heart: fromHex("#f2b51d"), heartSize: 0.26, hues: [95] }],
  ["lavender 薰衣草", { count: 5, rings: 3, slim: 1.7, heart: fromHex("#5b3f8c"), heartSize: 0.12, hues: [300, 308] }],
  [
    "rose peony 玫瑰 牡丹",
    { count: 7, rings: 4, slim: 1.15, heart: fromHex("#7a0f2b"), heartSize: 0.1, hues: [8, 18, 355] },
  ],
  [
    "lotus orchid tulip 荷花 莲花 郁金香",
    { count: 9, rings: 3, slim: 2.1, heart: fromHex("#f4cf5a"), heartSize: 0.16, hues: [350, 340, 330] },
  ],
];
const MIXED: Petals = {
  count: 8,
  rings: 2,
  slim: 1.9,
  heart: fromHex("#f6c945"),
  heartSize: 0.22,
  hues: [5, 350, 300, 60, 30],
};

/** A meadow of flowers seen from among them, soft in the distance and large in front, butterflies over it. */
export function createFlowers(stage: Stage): DrawMoment {
  const { height, palette, random, unit, width } = stage;
  const kind = KINDS.find(([terms]) => stage.mentions(terms))?.[1] ?? MIXED;
  const green = tint(blend(palette.near, fromHex("#3c7a35"), 0.6), { hue: 138, chroma: 0.1, lift: 0 }, 0.5);
  const backdrop = stage.createLayer((layer) => {
    layer.fillStyle = stage.verticalGradient(
      layer,
      stage.top,
      height,
      palette.sky,
      palette.horizon,
      blend(palette.horizon, green, 0.55),
      green,
      blend(green, palette.near, 0.6),
    );
    layer.fillRect(stage.left, stage.top, stage.spanX, stage.spanY);
    stage.glow(width * 0.7, height * 0.16, height * 0.8, palette.light, 0.8, layer);
    for (let blur = 0; blur < 90; blur++) {
      const near = random();
      const y = height * mix(0.38, 0.8, near);
      stage.glow(
        stage.left + random() * stage.spanX,
        y,
        (10 + 44 * near) * unit,
        blend(petalColour(stage, kind, random()), palette.light, 0.25),
        0.3,
        layer,
      );
    }
  });
  const beds = [0, 0.3, 0.6, 1].map((near) => createBed(stage, kind, green, near));
  const butterflies = createButterflies(stage);
  const distance = stage.onTwos((moment) => {
    stage.atDepth(moment, 0.08, () => stage.drawSoftLayer(backdrop));
    for (const bed of beds.slice(0, 3)) bed(moment);
  });
  return (moment) => {
    distance(moment);
    butterflies(moment);
    beds[3]?.(moment);
  };
}

function petalColour(stage: Stage, kind: Petals, at: number): Rgb {
  const { palette, plan } = stage;
  const hue = kind.hues[Math.floor(at * kind.hues.length)] ?? 0;
  const asked = plan.colours > 0;
  if (kind.hues.length === 1 && !asked) return fromHex("#fbf7ef");
  if (asked)
    return at < 0.78
      ? palette.accent
      : blend(tint(palette.accent, { hue, chroma: 0.16, lift: 0.1 }, 0.15), palette.sky, at < 0.88 ? 0.7 : 0.1);
  return tint(fromHex("#d98aa0"), { hue, chroma: 0.18, lift: 0.12 }, 0.95);
}

function createBed(stage: Stage, kind: Petals, green: Rgb, near: number): DrawMoment {
  const { context, height, noise, palette, random, unit } = stage;
  const size = mix(13, 62, near ** 1.4) * unit;
  const faded = (colour: Rgb) => blend(colour, palette.horizon, (1 - near) * 0.42);
  const pictures = Array.from({ length: 4 }, () =>
    paintFlower(stage, kind, size, faded(petalColour(stage, kind, random()))),
  );
  const count = Math.round(mix(60, 9, near ** 0.7));
  const stem = css(faded(blend(green, palette.near, 0.25 + 0.4 * near)));
  const neck = paintNeck(size, stem, css(faded(blend(green, palette.light, 0.12))));
  const flowers = Array.from({ length: count }, (_, index) => ({
    x: stage.left + ((index + 0.5 + (random() - 0.5) * 0.9) / count) * stage.spanX,
    y: height * mix(0.56, 0.74, near) + (random() - 0.5) * height * mix(0.1, 0.3, near),
    scale: 0.72 + 0.45 * random(),
    turn: random() * Math.PI * 2,
    tilt: 0.62 + 0.34 * random(),
    picture: pictures[index % pictures.length],
  })).sort((a, b) => a.y - b.y);
  const bottom = stage.top + stage.spanY;
  return (moment) => {
    stage.atDepth(moment, 0.2 + near * 0.8, () => {
      context.fillStyle = stem;
      for (const flower of flowers) {
        const wind = (noise(flower.x * 0.3 + moment.seconds * 22, flower.y) - 0.48) * size * 0.9;
        const bend = flower.y + size * NECK;
        context.fillRect(flower.x - size * STEM * 0.5, bend - 1, size * STEM, bottom - bend);
        context.save();
        context.transform(1, 0, -wind / (size * NECK), 1, flower.x, bend);
        context.drawImage(neck, -neck.width / 2, -neck.height);
        context.restore();
        if (!flower.picture) continue;
        const reach = size * 2.2 * flower.scale;
        context.save();
        context.transform(...leaning(flower, wind, size));
        context.drawImage(flower.picture, -reach / 2, -reach / 2, reach, reach);
        context.restore();
      }
    });
  };
}

interface Flower {
  x: number;
  y: number;
  turn: number;
  tilt: number;
}

/** Turned on its stem, then tilted, then bent by the wind: one step to the canvas, which charges for each. */
function leaning(
  { x, y, turn, tilt }: Flower,
  wind: number,
  size: number,
): [number, number, number, number, number, number] {
  const lean = wind / size / 3;
  const [cosTurn, sinTurn] = [Math.cos(turn), Math.sin(turn)];
  const [cosLean, sinLean] = [Math.cos(lean), Math.sin(lean)];
  return [
    cosLean * cosTurn - sinLean * tilt * sinTurn,
    sinLean * cosTurn + cosLean * tilt * sinTurn,
    -cosLean * sinTurn - sinLean * tilt * cosTurn,
    -sinLean * sinTurn + cosLean * tilt * cosTurn,
    x + wind,
    y,
  ];
}

/** The upper end of a stem with its two leaves, which leans with the wind; its foot is the middle of the lower edge. */
function paintNeck(size: number, stem: string, leaf: string): Canvas {
  const canvas = createCanvas(Math.ceil(size * 2.2), Math.ceil(size * NECK));
  const context = canvas.getContext("2d");
  context.translate(canvas.width / 2, canvas.height - size * NECK);
  context.fillStyle = stem;
  context.fillRect(-size * STEM * 0.5, 0, size * STEM, size * NECK);
  context.fillStyle = leaf;
  for (const side of [-1, 1]) {
    const y = size * (2 + side * 0.35);
    context.beginPath();
    context.moveTo(0, y + size * 0.5);
    context.quadraticCurveTo(side * size * 0.2, y - size * 0.3, side * size * 0.95, y - size * 0.55);
    context.quadraticCurveTo(side * size * 0.75, y + size * 0.25, 0, y + size * 0.5);
    context.fill();
  }
  return canvas;
}

function paintFlower(stage: Stage, kind: Petals, size: number, colour: Rgb): Canvas {
  const side = Math.ceil(size * 2.2);
  const canvas = createCanvas(side, side);
  const context = canvas.getContext("2d");
  context.translate(side / 2, side / 2);
  for (let ring = kind.rings; ring >= 1; ring--) {
    const length = size * (ring / kind.rings) ** 0.75;
    for (let petal = 0; petal < kind.count; petal++) {
      context.save();
      context.rotate(((petal + (ring % 2) * 0.5) / kind.count) * Math.PI * 2 + (stage.random() - 0.5) * 0.12);
      drawPetal(
        context,
        length,
        (length / kind.slim) * 1.15,
        blend(colour, stage.palette.near, 0.12 * (kind.rings - ring)),
        stage.palette.near,
      );
      context.restore();
    }
  }
  const radius = size * kind.heartSize;
  const heart = context.createRadialGradient(-radius * 0.3, -radius * 0.3, 0, 0, 0, radius);
  heart.addColorStop(0, css(blend(kind.heart, WHITE, 0.35)));
  heart.addColorStop(1, css(blend(kind.heart, stage.palette.near, 0.3)));
  context.fillStyle = heart;
  context.beginPath();
  context.arc(0, 0, radius, 0, Math.PI * 2);
  context.fill();
  return canvas;
}

function drawPetal(context: SKRSContext2D, length: number, wide: number, colour: Rgb, dark: Rgb): void {
  const shade = context.createLinearGradient(0, 0, length, 0);
  shade.addColorStop(0, css(blend(colour, dark, 0.42)));
  shade.addColorStop(0.45, css(colour));
  shade.addColorStop(1, css(blend(colour, WHITE, 0.38)));
  context.fillStyle = shade;
  context.beginPath();
  context.moveTo(0, 0);
  context.bezierCurveTo(length * 0.35, -wide * 0.75, length * 0.95, -wide * 0.6, length, 0);
  context.bezierCurveTo(length * 0.95, wide * 0.6, length * 0.35, wide * 0.75, 0, 0);
  context.fill();
  context.strokeStyle = css(blend(colour, dark, 0.35), 0.35);
  context.lineWidth = length * 0.014;
  context.stroke();
}

function createButterflies(stage: Stage): DrawMoment {
  const { context, height, palette, plan, random, unit } = stage;
  const many = stage.mentions("butterfly butterflies 蝴蝶");
  const flock = Array.from({ length: many ? 9 : plan.motion.bounce > 0 ? 5 : 2 }, (_, index) => ({
    x: random(),
    y: height * (0.2 + 0.4 * random()),
    size: (9 + 12 * random()) * unit,
    phase: random() * 6.3,
    colour:
      index % 2 === 0 ? palette.accent : tint(palette.accent, { hue: random() * 360, chroma: 0.17, lift: 0.1 }, 0.8),
  }));
  return (moment) => {
    stage.atDepth(moment, 0.7, () => {
      for (const { x, y, size, phase, colour } of flock) {
        const bx = stage.left + wrap(x * stage.spanX + moment.seconds * 24 * unit, stage.spanX);
        const by = y + Math.sin(moment.seconds * 2.1 + phase) * 16 * unit;
        context.save();
        context.translate(bx, by);
        context.rotate(0.35 + Math.sin(moment.seconds * 1.7 + phase) * 0.2);
        const open = 0.25 + 0.75 * Math.abs(Math.sin(moment.seconds * 8 + phase));
        for (const side of [-1, 1]) {
          context.save();
          context.scale(side * open, 1);
          const wing = context.createRadialGradient(0, 0, 0, 0, 0, size * 1.1);
          wing.addColorStop(0, css(blend(colour, WHITE, 0.4)));
          wing.addColorStop(0.72, css(colour));
          wing.addColorStop(1, css(palette.near));
          context.fillStyle = wing;
          context.beginPath();
          context.moveTo(0, 0);
          context.bezierCurveTo(size * 0.3, -size * 1.1, size * 1.2, -size * 0.95, size * 0.95, -size * 0.2);
          context.bezierCurveTo(size * 0.85, size * 0.05, size * 0.4, size * 0.05, 0, size * 0.06);
          context.bezierCurveTo(size * 0.9, size * 0.1, size * 0.75, size * 0.85, size * 0.35, size * 0.75);
          context.bezierCurveTo(size * 0.15, size * 0.65, size * 0.05, size * 0.3, 0, 0);
          context.fill();
          context.restore();
        }
        context.fillStyle = css(palette.near);
        context.beginPath();
        context.ellipse(0, size * 0.08, size * 0.07, size * 0.4, 0, 0, Math.PI * 2);
        context.fill();
        context.restore();
      }
    });
  };
}
