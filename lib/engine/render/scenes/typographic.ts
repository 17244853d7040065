import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { blend, css, lightnessOf, WHITE } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { fontFor } from "#lib/engine/render/fonts";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

const TITLE_CHARACTERS = 64;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A subject that no other scene knows: its words, set large over drifting colour and a few calm shapes. */
export function createTypographic(stage: Stage): DrawMoment {
  const wash = createWash(stage);
  const shapes = createShapes(stage);
  const title = createTitle(stage);
  return (moment) => {
    wash(moment);
    shapes(moment);
    title?.(moment);
  };
}

function createWash(stage: Stage): DrawMoment {
  const { context, palette, softNoise } = stage;
  const field = createField(96, 96);
  const { pixels, width, height } = field;
  const deep = blend(palette.zenith, palette.near, 0.35);
  const paintRow = (y: number, seconds: number) => {
    for (let x = 0; x < width; x++) {
      const a = softNoise(x * 0.8 + seconds * 1.8, y * 0.8 + 40);
      const b = softNoise(x * 0.7 + a * 60 + 200, y * 0.7 - seconds * 1.6);
      const up = smoothstep(0.25, 0.8, b * 0.7 + (y / height) * 0.32);
      const warm = smoothstep(0.55, 0.95, a * 0.75 + (1 - Math.abs(x / width - 0.75)) * 0.35) * 0.8;
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = mix(
          mix(deep[channel] ?? 0, palette.sky[channel] ?? 0, up),
          palette.horizon[channel] ?? 0,
          warm * up,
        );
      }
      pixels[at + 3] = 255;
    }
  };
  return (moment) => {
    for (let y = 0; y < height; y++) paintRow(y, moment.seconds);
    field.upload();
    stage.atDepth(moment, 0.1, () => context.drawImage(field.canvas, stage.left, stage.top, stage.spanX, stage.spanY));
  };
}

function createShapes(stage: Stage): DrawMoment {
  const { context, height, palette, random, unit, width } = stage;
  const reach = Math.min(width, height);
  const side = width >= height ? 0.76 : 0.66;
  const circles = [
    {
      x: width * side,
      y: height * 0.4,
      radius: reach * 0.31,
      depth: 0.3,
      colour: blend(palette.light, palette.sky, 0.2),
    },
    { x: width * (side + 0.1), y: height * 0.76, radius: reach * 0.1, depth: 0.55, colour: palette.accent },
    { x: width * (side + 0.16), y: height * 0.2, radius: reach * 0.07, depth: 0.75, colour: palette.horizon },
  ];
  const rings = Array.from({ length: 3 }, (_, index) => ({
    radius: reach * (0.38 + index * 0.075),
    start: random() * 6.3,
    length: 1.2 + 2 * random(),
    pace: (index % 2 === 0 ? 1 : -1) * (0.12 + 0.1 * random()),
  }));
  return (moment) => {
    for (const { x, y, radius, depth, colour } of circles) {
      stage.atDepth(moment, depth, () => {
        const cy = y + Math.sin(moment.seconds * 0.7 + depth * 9) * 7 * unit * (1 + stage.plan.motion.bounce * 1.5);
        stage.glow(x, cy, radius * 1.9, colour, 0.28);
        const ball = context.createRadialGradient(x - radius * 0.4, cy - radius * 0.45, radius * 0.05, x, cy, radius);
        ball.addColorStop(0, css(blend(colour, WHITE, 0.4)));
        ball.addColorStop(0.55, css(blend(colour, palette.horizon, 0.35)));
        ball.addColorStop(1, css(blend(colour, palette.zenith, 0.62)));
        context.fillStyle = ball;
        context.beginPath();
        context.arc(x, cy, radius, 0, Math.PI * 2);
        context.fill();
      });
    }
    stage.atDepth(moment, 0.45, () => {
      context.lineCap = "round";
      for (const ring of rings) {
        context.strokeStyle = css(palette.light, 0.4);
        context.lineWidth = 1.1 * unit;
        context.beginPath();
        const start = ring.start + moment.seconds * ring.pace;
        context.arc(width * side, height * 0.4, ring.radius, start, start + ring.length);
        context.stroke();
      }
    });
  };
}

interface Line {
  picture: Canvas;
  y: number;
}

/** The prompt's first phrase in large type; undefined where no font can draw it. */
function createTitle(stage: Stage): DrawMoment | undefined {
  const { context, height, palette, plan, unit, width } = stage;
  const text = titleOf(plan.caption);
  const font = text === "" ? undefined : fontFor(text);
  if (!font) return undefined;
  const margin = width * 0.085;
  const room = width * (width >= height ? 0.66 : 0.83);
  const { lines, size } = fitLines(text, font, room, height * 0.5, unit);
  const lineHeight = size * 1.16;
  const first = height * (width >= height ? 0.6 : 0.66) - (lines.length * lineHeight) / 2;
  const pictures = lines.map(
    (line, index): Line => ({ picture: paintLine(stage, line, font, size), y: first + index * lineHeight }),
  );
  return (moment) => {
    const reveal = 0.25 + 0.75 * clamp(moment.progress * 3 + 0.3);
    stage.atDepth(moment, 0.5, () => {
      context.fillStyle = css(palette.accent);
      context.fillRect(margin, first - size * 0.42, size * 1.5 * reveal, Math.max(2, size * 0.055));
    });
    pictures.forEach(({ picture, y }, index) => {
      stage.atDepth(moment, 0.55 + index * 0.07, () => {
        const hop = plan.motion.bounce * Math.sin(moment.seconds * 2.6 + index * 0.9) * size * 0.06;
        const pulse = 1 + plan.motion.drama * 0.012 * Math.sin(moment.seconds * 2.2);
        context.drawImage(
          picture,
          margin - size * 0.25,
          y - size * 0.25 + hop,
          picture.width * pulse,
          picture.height * pulse,
        );
      });
    });
  };
}

function paintLine(stage: Stage, line: string, font: string, size: number): Canvas {
  const { palette } = stage;
  const bright = lightnessOf(palette.sky) > 0.75;
  const canvas = createCanvas(stage.width, Math.ceil(size * 1.7));
  const context = canvas.getContext("2d");
  context.font = `600 ${size}px "${font}"`;
  context.textBaseline = "top";
  if (!bright) {
    context.shadowColor = css(palette.near, 0.55);
    context.shadowBlur = size * 0.25;
  }
  context.fillStyle = css(bright ? palette.near : blend(palette.light, WHITE, 0.75));
  context.fillText(line, size * 0.25, size * 0.25);
  return canvas;
}

function titleOf(caption: string): string {
  const phrase = (caption.split(/[,.;:!?，。；：！？\n]/u)[0] ?? "")
    .replace(/\p{Extended_Pictographic}|\u200d|\ufe0f/gu, "")
    .trim();
  const kept = phrase.length <= TITLE_CHARACTERS ? phrase : phrase.slice(0, TITLE_CHARACTERS).replace(/\s+\S*$/u, "");
  return kept.charAt(0).toUpperCase() + kept.slice(1);
}

/** Breaks `text` into lines and finds the largest size at which they fit into `room` by `tall` pixels. */
function fitLines(
  text: string,
  font: string,
  room: number,
  tall: number,
  unit: number,
): { lines: string[]; size: number } {
  const context = createCanvas(8, 8).getContext("2d");
  for (let size = 66 * unit; ; size *= 0.92) {
    context.font = `600 ${size}px "${font}"`;
    const lines = breakLines(text, (line) => context.measureText(line).width <= room);
    const fits = lines.length * size * 1.16 <= tall && lines.every((line) => context.measureText(line).width <= room);
    if (fits || size < 9 * unit) return { lines, size };
  }
}

function breakLines(text: string, fits: (line: string) => boolean): string[] {
  const parts = CJK.test(text) ? [...text] : text.split(/(?<=\s)/u);
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    if (line !== "" && !fits((line + part).trimEnd())) {
      lines.push(line.trim());
      line = "";
    }
    line += part;
  }
  return [...lines, line.trim()];
}
