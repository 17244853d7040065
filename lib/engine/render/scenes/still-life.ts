import type { SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, fromHex, tint, WHITE } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import { type PaintThing, paintBottle, paintCandle, paintCup, paintFruit } from "#lib/engine/render/layers/tabletop";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** A table by a window: a cup, fruit, a candle or a bottle by the words, soft lights behind, steam above. */
export function createStillLife(stage: Stage): DrawMoment {
  const { height, noise, palette, random, unit, width } = stage;
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
