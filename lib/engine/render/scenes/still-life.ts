import type { SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, fromHex, type Rgb, tint, WHITE } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

type PaintThing = (stage: Stage, context: SKRSContext2D, x: number, foot: number, size: number) => void;

/** A table by a window: a cup, fruit, a candle or a bottle by the words, soft lights behind, steam above. */
export function createStillLife(stage: Stage): DrawMoment {
  const { context, height, noise, palette, random, unit, width } = stage;
  const edge = height * 0.7;
  const wood = blend(tint(palette.near, { hue: 55, chroma: 0.06, lift: 0.3 }, 0.7), palette.far, 0.15);
  const backdrop = stage.createLayer((layer) => {
    layer.fillStyle = stage.verticalGradient(
      layer,
      stage.top,
      edge,
      blend(palette.zenith, palette.near, 0.3),
      blend(palette.sky, palette.near, 0.2),
      blend(palette.horizon, palette.sky, 0.5),
    );
    layer.fillRect(stage.left, stage.top, stage.spanX, stage.spanY);
    stage.glow(width * 0.2, height * 0.14, height * 0.9, palette.light, 0.65, layer);
    for (let spot = 0; spot < 34; spot++) paintBokeh(layer, stage, random);
  });
  const table = stage.createLayer((layer) => {
    layer.fillStyle = stage.verticalGradient(
      layer,
      edge,
      height,
      blend(wood, palette.light, 0.36),
      wood,
      blend(wood, palette.near, 0.6),
    );
    layer.fillRect(stage.left, edge, stage.spanX, stage.spanY);
    for (let line = 0; line < 70; line++) {
      const near = random();
      const y = edge + near ** 1.6 * (height * 1.1 - edge);
      layer.strokeStyle = css(random() > 0.5 ? blend(wood, palette.near, 0.7) : blend(wood, palette.light, 0.5), 0.1);
      layer.lineWidth = mix(0.6, 2.4, near) * unit;
      layer.beginPath();
      for (let x = stage.left; x <= stage.left + stage.spanX; x += 14 * unit)
        layer.lineTo(x, y + (noise((x / unit) * 0.25, line * 31) - 0.5) * 9 * unit * near);
      layer.stroke();
    }
    stage.glow(width * 0.3, edge, width * 0.4, palette.light, 0.35, layer);
  });
  const size = Math.min(height * 0.4, width * 0.42);
  const foot = height * 0.84;
  const main = choosePainter(stage);
  const things = stage.createLayer((layer) => {
    if (main !== paintBottle) paintBottle(stage, layer, width * 0.5 + size * 0.95, foot - 16 * unit, size * 0.95);
    main(stage, layer, width * 0.46, foot, size);
    paintFruit(stage, layer, width * 0.46 - size * 0.86, foot + 8 * unit, size * 0.3);
  });
  const steam = stage.mentions("coffee tea cup mug soup noodle breakfast 咖啡 茶 杯 美食")
    ? createSteam(stage, width * 0.46, foot - size * 0.62, size)
    : undefined;
  const candle = main === paintCandle ? createFlame(stage, width * 0.46, foot - size * 0.98, size * 0.2) : undefined;
  return (moment) => {
    stage.atDepth(moment, 0.12, () => stage.drawLayer(backdrop));
    stage.atDepth(moment, 0.6, () => stage.drawLayer(table));
    stage.atDepth(moment, 0.75, () => {
      stage.drawLayer(things);
      steam?.(moment);
      candle?.(moment);
    });
    stage.glow(width * 0.12, height * 0.05, height * 0.6, palette.light, 0.16 + 0.05 * Math.sin(moment.seconds * 0.9));
    context.lineWidth = unit;
  };
}

function choosePainter(stage: Stage): PaintThing {
  if (stage.mentions("candle 蜡烛")) return paintCandle;
  if (stage.mentions("wine bottle vase 红酒 花瓶")) return paintBottle;
  if (stage.mentions("apple orange lemon fruit pear peach cherry 水果 苹果 橙子"))
    return (s, context, x, foot, size) => {
      paintFruit(s, context, x + size * 0.42, foot - size * 0.04, size * 0.36);
      paintFruit(s, context, x - size * 0.28, foot - size * 0.02, size * 0.4);
      paintFruit(s, context, x + size * 0.1, foot + size * 0.06, size * 0.44);
    };
  return paintCup;
}

function paintBokeh(layer: SKRSContext2D, stage: Stage, random: () => number): void {
  const { palette, unit, height } = stage;
  const radius = (12 + 34 * random()) * unit;
  const x = stage.left + random() * stage.spanX;
  const y = height * (0.06 + 0.6 * random());
  const colour = blend(random() > 0.4 ? palette.light : palette.accent, palette.horizon, 0.3 * random());
  const strength = 0.1 + 0.2 * random();
  const disc = layer.createRadialGradient(x, y, 0, x, y, radius);
  disc.addColorStop(0, css(colour, strength * 0.75));
  disc.addColorStop(0.86, css(colour, strength));
  disc.addColorStop(1, css(colour, 0));
  layer.fillStyle = disc;
  layer.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

function shadow(stage: Stage, context: SKRSContext2D, x: number, foot: number, wide: number): void {
  context.save();
  context.translate(x + wide * 0.3, foot);
  context.scale(1, 0.17);
  const soft = context.createRadialGradient(0, 0, wide * 0.2, 0, 0, wide * 1.25);
  soft.addColorStop(0, css(stage.palette.near, 0.75));
  soft.addColorStop(1, css(stage.palette.near, 0));
  context.fillStyle = soft;
  context.fillRect(-wide * 1.3, -wide * 1.3, wide * 2.6, wide * 2.6);
  context.restore();
}

/** Light from the left, a dark right flank and a soft reflection: makes a flat shape round. */
function roundShade(stage: Stage, context: SKRSContext2D, x: number, half: number, colour: Rgb): CanvasGradient {
  const { palette } = stage;
  const shade = context.createLinearGradient(x - half, 0, x + half, 0);
  shade.addColorStop(0, css(blend(colour, palette.near, 0.25)));
  shade.addColorStop(0.22, css(blend(colour, blend(palette.light, WHITE, 0.5), 0.62)));
  shade.addColorStop(0.5, css(colour));
  shade.addColorStop(0.86, css(blend(colour, palette.near, 0.62)));
  shade.addColorStop(1, css(blend(colour, palette.near, 0.4)));
  return shade;
}

const paintCup: PaintThing = (stage, context, x, foot, size) => {
  const glaze = blend(tint(stage.palette.accent, { hue: 60, chroma: 0.03, lift: 0.2 }, 0.2), WHITE, 0.2);
  const half = size * 0.4;
  const top = foot - size * 0.6;
  shadow(stage, context, x, foot, size * 0.62);
  context.fillStyle = roundShade(stage, context, x, size * 0.66, blend(glaze, WHITE, 0.3));
  context.beginPath();
  context.ellipse(x, foot - size * 0.015, size * 0.66, size * 0.105, 0, 0, Math.PI * 2);
  context.fill();
  context.strokeStyle = css(blend(glaze, stage.palette.near, 0.3));
  context.lineWidth = size * 0.075;
  context.beginPath();
  context.ellipse(x + half * 1.06, foot - size * 0.34, size * 0.15, size * 0.155, 0, -1.9, 1.9);
  context.stroke();
  context.fillStyle = roundShade(stage, context, x, half, glaze);
  context.beginPath();
  context.moveTo(x - half, top);
  context.bezierCurveTo(
    x - half,
    foot - size * 0.2,
    x - half * 0.75,
    foot - size * 0.03,
    x - half * 0.5,
    foot - size * 0.02,
  );
  context.quadraticCurveTo(x, foot + size * 0.025, x + half * 0.5, foot - size * 0.02);
  context.bezierCurveTo(x + half * 0.75, foot - size * 0.03, x + half, foot - size * 0.2, x + half, top);
  context.fill();
  context.fillStyle = css(blend(glaze, WHITE, 0.5));
  context.beginPath();
  context.ellipse(x, top, half, half * 0.2, 0, 0, Math.PI * 2);
  context.fill();
  const drink = context.createLinearGradient(x - half, 0, x + half, 0);
  const coffee = stage.mentions("tea 茶") ? fromHex("#8a4a16") : fromHex("#2c1509");
  drink.addColorStop(0, css(coffee));
  drink.addColorStop(0.6, css(blend(coffee, fromHex("#b5763e"), 0.55)));
  drink.addColorStop(1, css(coffee));
  context.fillStyle = drink;
  context.beginPath();
  context.ellipse(x, top + half * 0.02, half * 0.92, half * 0.165, 0, 0, Math.PI * 2);
  context.fill();
};

const paintFruit: PaintThing = (stage, context, x, foot, size) => {
  const kind = stage.mentions("orange 橙子")
    ? fromHex("#f08a24")
    : stage.mentions("lemon")
      ? fromHex("#f3d23b")
      : stage.mentions("pear green")
        ? fromHex("#a9c14a")
        : fromHex("#c22f2b");
  const colour = stage.plan.colours > 0 ? blend(kind, stage.palette.accent, 0.55) : kind;
  const radius = size * 0.52;
  const y = foot - radius * 0.92;
  shadow(stage, context, x, foot, radius);
  const ball = context.createRadialGradient(x - radius * 0.38, y - radius * 0.42, radius * 0.05, x, y, radius * 1.08);
  ball.addColorStop(0, css(blend(colour, WHITE, 0.75)));
  ball.addColorStop(0.25, css(blend(colour, WHITE, 0.15)));
  ball.addColorStop(0.62, css(colour));
  ball.addColorStop(1, css(blend(colour, stage.palette.near, 0.72)));
  context.fillStyle = ball;
  context.beginPath();
  context.moveTo(x, y - radius * 0.86);
  context.bezierCurveTo(
    x + radius * 0.75,
    y - radius * 1.2,
    x + radius * 1.25,
    y - radius * 0.2,
    x + radius * 0.86,
    y + radius * 0.5,
  );
  context.bezierCurveTo(x + radius * 0.6, y + radius * 1.02, x + radius * 0.2, y + radius * 0.95, x, y + radius * 0.9);
  context.bezierCurveTo(
    x - radius * 0.2,
    y + radius * 0.95,
    x - radius * 0.6,
    y + radius * 1.02,
    x - radius * 0.86,
    y + radius * 0.5,
  );
  context.bezierCurveTo(x - radius * 1.25, y - radius * 0.2, x - radius * 0.75, y - radius * 1.2, x, y - radius * 0.86);
  context.fill();
  context.strokeStyle = "#3b2413";
  context.lineCap = "round";
  context.lineWidth = radius * 0.08;
  context.beginPath();
  context.moveTo(x, y - radius * 0.84);
  context.quadraticCurveTo(x + radius * 0.02, y - radius * 1.1, x + radius * 0.14, y - radius * 1.26);
  context.stroke();
  context.fillStyle = css(blend(fromHex("#4d7d33"), stage.palette.light, 0.15));
  context.beginPath();
  context.moveTo(x + radius * 0.06, y - radius * 1.06);
  context.quadraticCurveTo(x + radius * 0.3, y - radius * 1.42, x + radius * 0.66, y - radius * 1.24);
  context.quadraticCurveTo(x + radius * 0.4, y - radius * 0.94, x + radius * 0.06, y - radius * 1.06);
  context.fill();
};

const paintBottle: PaintThing = (stage, context, x, foot, size) => {
  const glass = blend(tint(stage.palette.near, { hue: 150, chroma: 0.06, lift: 0.2 }, 0.6), stage.palette.far, 0.2);
  const half = size * 0.19;
  shadow(stage, context, x, foot, half * 1.4);
  context.fillStyle = roundShade(stage, context, x, half, glass);
  context.beginPath();
  context.moveTo(x - half, foot);
  context.bezierCurveTo(
    x - half * 1.12,
    foot - size * 0.5,
    x - half,
    foot - size * 0.7,
    x - half * 0.42,
    foot - size * 0.86,
  );
  context.lineTo(x - half * 0.36, foot - size * 1.14);
  context.lineTo(x + half * 0.36, foot - size * 1.14);
  context.lineTo(x + half * 0.42, foot - size * 0.86);
  context.bezierCurveTo(x + half, foot - size * 0.7, x + half * 1.12, foot - size * 0.5, x + half, foot);
  context.quadraticCurveTo(x, foot + half * 0.28, x - half, foot);
  context.fill();
};

const paintCandle: PaintThing = (stage, context, x, foot, size) => {
  const half = size * 0.19;
  shadow(stage, context, x, foot, half * 1.5);
  context.fillStyle = roundShade(stage, context, x, half, fromHex("#efe3cb"));
  context.beginPath();
  context.moveTo(x - half, foot - size * 0.86);
  context.lineTo(x - half, foot);
  context.quadraticCurveTo(x, foot + half * 0.4, x + half, foot);
  context.lineTo(x + half, foot - size * 0.86);
  context.fill();
  context.fillStyle = "#fff3d2";
  context.beginPath();
  context.ellipse(x, foot - size * 0.86, half, half * 0.26, 0, 0, Math.PI * 2);
  context.fill();
  context.strokeStyle = "#2a1a10";
  context.lineWidth = size * 0.014;
  context.beginPath();
  context.moveTo(x, foot - size * 0.86);
  context.lineTo(x, foot - size * 0.94);
  context.stroke();
};

function createFlame(stage: Stage, x: number, y: number, size: number): DrawMoment {
  const { context, noise } = stage;
  return ({ seconds }) => {
    const sway = (noise(seconds * 50, 3) - 0.5) * size * 0.4;
    const tall = size * (1.25 + 0.25 * noise(seconds * 70, 60));
    stage.glow(x, y - tall * 0.3, size * 7, fromHex("#ffb14a"), 0.6 + 0.2 * noise(seconds * 60, 9));
    for (const [scale, colour] of [
      [1, "rgba(255,168,58,0.95)"],
      [0.6, "rgba(255,240,190,0.98)"],
    ] as const) {
      context.fillStyle = colour;
      context.beginPath();
      context.moveTo(x, y + size * 0.14);
      context.bezierCurveTo(
        x - size * 0.42 * scale,
        y,
        x - size * 0.1 + sway,
        y - tall * 0.5 * scale,
        x + sway * scale,
        y - tall * scale,
      );
      context.bezierCurveTo(
        x + size * 0.1 + sway,
        y - tall * 0.5 * scale,
        x + size * 0.42 * scale,
        y,
        x,
        y + size * 0.14,
      );
      context.fill();
    }
  };
}

function createSteam(stage: Stage, x: number, y: number, size: number): DrawMoment {
  const { context, noise, palette } = stage;
  const field = createField(70, 90);
  const { pixels, width, height } = field;
  const white = blend(palette.light, WHITE, 0.6);
  const paintRow = (row: number, seconds: number) => {
    const up = 1 - row / height;
    const wander = (noise(up * 60 - seconds * 22, 30) - 0.5) * 26 * up;
    for (let column = 0; column < width; column++) {
      const away = (column - width / 2 - wander) / (9 + 20 * up);
      const wisp = noise(column * 1.3 + wander, up * 70 - seconds * 34);
      const at = (row * width + column) * 4;
      pixels[at] = white[0];
      pixels[at + 1] = white[1];
      pixels[at + 2] = white[2];
      pixels[at + 3] =
        255 *
        clamp(Math.exp(-away * away) * smoothstep(0.38, 0.8, wisp) * 0.6 * (1 - up) ** 0.8 * smoothstep(0, 0.12, up));
    }
  };
  return ({ seconds }) => {
    for (let row = 0; row < height; row++) paintRow(row, seconds);
    field.upload();
    context.drawImage(field.canvas, x - size * 0.5, y - size * 1.15, size, size * 1.2);
  };
}
