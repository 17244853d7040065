import type { SKRSContext2D } from "@napi-rs/canvas";
import { blend, css, type Rgb, tint, WHITE } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, mix, smoothstep, wrap } from "#lib/engine/render/interpolate";
import { createFish, createJellyfish, createWhale } from "#lib/engine/render/layers/sea-life";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Light falling through water on a reef, with fish, jellyfish or a whale. */
export function createUnderwater(stage: Stage): DrawMoment {
  const { palette, height } = stage;
  const shallow = blend(palette.sky, palette.horizon, 0.45);
  const deep = blend(palette.zenith, palette.near, 0.5);
  const backdrop = stage.createLayer((layer) => {
    layer.fillStyle = stage.verticalGradient(
      layer,
      stage.top,
      height,
      shallow,
      blend(shallow, palette.sky, 0.7),
      blend(palette.sky, deep, 0.6),
      deep,
    );
    layer.fillRect(stage.left, stage.top, stage.spanX, stage.spanY);
  });
  const rays = createRays(stage);
  const floors = [0, 1, 2].map((row) => createReef(stage, row, deep));
  const kelp = [0.45, 0.95].map((near) => createKelp(stage, near, deep));
  const whale = stage.mentions("whale 鲸") ? createWhale(stage, deep) : undefined;
  const jellyfish = stage.mentions("jellyfish 水母") ? createJellyfish(stage) : undefined;
  const fish = jellyfish || whale ? createFish(stage, 9) : createFish(stage, 30);
  return (moment) => {
    stage.atDepth(moment, 0.05, () => stage.drawLayer(backdrop));
    rays(moment);
    const [back, middle, front] = floors;
    back?.(moment);
    whale?.(moment);
    kelp[0]?.(moment);
    middle?.(moment);
    fish(moment);
    jellyfish?.(moment);
    kelp[1]?.(moment);
    front?.(moment);
  };
}

function createRays(stage: Stage): DrawMoment {
  const { context, noise, palette } = stage;
  const field = createField(180, 100);
  const { pixels, width, height } = field;
  const light = blend(palette.light, WHITE, 0.3);
  const paintRow = (y: number, seconds: number) => {
    const down = y / height;
    for (let x = 0; x < width; x++) {
      const angle = (x / width - 0.42) / (0.55 + down * 0.75);
      const shaft = noise(angle * 90 + 200, seconds * 3.2) * 0.62 + noise(angle * 210 - seconds * 2, 90) * 0.38;
      const surface =
        down < 0.16 ? smoothstep(0.5, 0.85, noise(x * 0.9 + seconds * 5, y * 6 - seconds * 7)) * (1 - down / 0.16) : 0;
      const at = (y * width + x) * 4;
      pixels[at] = light[0];
      pixels[at + 1] = light[1];
      pixels[at + 2] = light[2];
      pixels[at + 3] = 255 * clamp(smoothstep(0.42, 0.82, shaft) * 0.55 * (1 - down) ** 1.3 + surface * 0.5);
    }
  };
  return (moment) => {
    for (let y = 0; y < height; y++) paintRow(y, moment.seconds);
    field.upload();
    stage.atDepth(moment, 0.1, () => {
      context.save();
      context.globalCompositeOperation = "screen";
      context.drawImage(field.canvas, stage.left, stage.top, stage.spanX, stage.spanY * 0.95);
      context.restore();
    });
  };
}

function createReef(stage: Stage, row: number, deep: Rgb): DrawMoment {
  const { height, noise, palette, random, softNoise, unit } = stage;
  const near = row / 2;
  const base = height * mix(0.8, 0.95, near);
  const colour = blend(blend(palette.sky, deep, 0.55), blend(deep, palette.near, 0.5), near);
  const line = (x: number) =>
    base -
    ((softNoise((x / unit) * 0.5 + row * 210, row * 90) - 0.4) * 90 + noise((x / unit) * 0.9, row * 40) * 16) * unit;
  const layer = stage.createLayer((context) => {
    if (row > 0) {
      for (let count = 0; count < 15; count++) {
        const x = stage.left + random() * stage.spanX;
        const hue = random() * 360;
        const coral = blend(
          tint(palette.accent, { hue, chroma: 0.15, lift: 0 }, count % 2 === 0 ? 0 : 0.65),
          colour,
          0.5 - near * 0.2,
        );
        drawCoral(
          context,
          stage,
          x,
          line(x) + 5 * unit,
          (26 + 40 * random()) * unit * (0.5 + near * 0.6),
          coral,
          random(),
        );
      }
    }
    context.fillStyle = stage.verticalGradient(
      context,
      base - 70 * unit,
      height,
      blend(colour, palette.sky, 0.18),
      colour,
    );
    context.beginPath();
    context.moveTo(stage.left, stage.top + stage.spanY);
    for (let x = stage.left; x <= stage.left + stage.spanX; x += 2 * unit) context.lineTo(x, line(x));
    context.lineTo(stage.left + stage.spanX, stage.top + stage.spanY);
    context.fill();
  });
  return (moment) => stage.atDepth(moment, 0.25 + near * 0.65, () => stage.drawLayer(layer));
}

function drawCoral(
  context: SKRSContext2D,
  stage: Stage,
  x: number,
  y: number,
  size: number,
  colour: Rgb,
  kind: number,
): void {
  const { random } = stage;
  if (kind > 0.62) {
    for (let lobe = 0; lobe < 7; lobe++) {
      const cx = x + (lobe - 3) * size * 0.16;
      const radius = size * (0.16 + 0.12 * random());
      const cy = y - size * 0.2 * (1 - ((lobe - 3) / 4) ** 2) - radius * 0.4;
      const shade = context.createRadialGradient(cx - radius * 0.3, cy - radius * 0.5, 0, cx, cy, radius);
      shade.addColorStop(0, css(blend(colour, WHITE, 0.3)));
      shade.addColorStop(1, css(blend(colour, stage.palette.near, 0.35)));
      context.fillStyle = shade;
      context.beginPath();
      context.arc(cx, cy, radius, 0, Math.PI * 2);
      context.fill();
    }
    return;
  }
  const branch = (bx: number, by: number, angle: number, length: number, thick: number) => {
    const ex = bx + Math.cos(angle) * length;
    const ey = by + Math.sin(angle) * length;
    context.strokeStyle = css(blend(colour, WHITE, 0.22 - thick / size));
    context.lineWidth = thick;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(bx, by);
    context.quadraticCurveTo(
      bx + Math.cos(angle - 0.25) * length * 0.6,
      by + Math.sin(angle - 0.25) * length * 0.6,
      ex,
      ey,
    );
    context.stroke();
    if (thick < size * 0.03) return;
    for (const turn of [-0.45, 0.08, 0.5])
      branch(ex, ey, angle + turn * (0.8 + 0.5 * random()), length * (0.62 + 0.16 * random()), thick * 0.64);
  };
  branch(x, y, -Math.PI / 2 + (random() - 0.5) * 0.3, size * 0.36, size * 0.12);
}

/** Fronds as one smooth, tapering shape each, waving from the root up. */
function createKelp(stage: Stage, near: number, deep: Rgb): DrawMoment {
  const { context, height, palette, random, unit } = stage;
  const colour = css(blend(blend(palette.near, deep, 0.4), palette.sky, 0.32 * (1 - near)), 0.95);
  const fronds = Array.from({ length: Math.round(15 - near * 4) }, () => {
    const side = random() < 0.5 ? random() * 0.32 : 0.68 + random() * 0.32;
    return {
      x: stage.left + wrap(side, 1) * stage.spanX,
      tall: height * (0.2 + 0.34 * random()) * (0.7 + near * 0.4),
      phase: random() * 6.3,
      thick: (3 + 3.4 * near + 2 * random()) * unit,
    };
  });
  const base = height * 1.08;
  return (moment) => {
    stage.atDepth(moment, 0.3 + near * 0.6, () => {
      context.fillStyle = colour;
      for (const frond of fronds) {
        const bend = (share: number) =>
          Math.sin(moment.seconds * 0.9 + frond.phase + share * 3.6) * 20 * unit * share ** 1.3;
        const steps = 22;
        context.beginPath();
        for (const side of [1, -1]) {
          for (let index = 0; index <= steps; index++) {
            const share = side > 0 ? index / steps : 1 - index / steps;
            const leaf = 0.55 + 0.45 * Math.sin(share * 26 + frond.phase + (side > 0 ? 0 : 1.6));
            const half = frond.thick * leaf * (1 - share) ** 0.6;
            context.lineTo(frond.x + bend(share) + side * half, base - frond.tall * share);
          }
        }
        context.fill();
      }
    });
  };
}
