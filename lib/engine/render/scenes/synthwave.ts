import { createCanvas } from "@napi-rs/canvas";
import { blend, css, WHITE } from "#lib/engine/render/colour";
import { mix } from "#lib/engine/render/interpolate";
import { createStars } from "#lib/engine/render/layers/sky";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** A banded sun over a glowing grid that runs towards the viewer. */
export function createSynthwave(stage: Stage): DrawMoment {
  const { height, palette, width } = stage;
  const horizon = Math.round(height * 0.58);
  const stars = createStars(stage, horizon * 0.9, 220);
  const backdrop = stage.createLayer((layer) => {
    layer.fillStyle = stage.verticalGradient(layer, stage.top, horizon, palette.zenith, palette.sky, palette.horizon);
    layer.fillRect(stage.left, stage.top, stage.spanX, horizon - stage.top);
    stars.paint(layer);
    const floor = [
      blend(palette.near, palette.sky, 0.7),
      blend(palette.near, palette.zenith, 0.5),
      palette.near,
    ] as const;
    layer.fillStyle = stage.verticalGradient(layer, horizon, height, ...floor);
    layer.fillRect(stage.left, horizon, stage.spanX, stage.spanY);
  });
  const sun = createBandedSun(stage, horizon);
  const hills = createWireHills(stage, horizon);
  const grid = createGrid(stage, horizon);
  return (moment) => {
    stage.atDepth(moment, 0.08, () => {
      stage.drawLayer(backdrop);
      stars.twinkle(moment);
    });
    sun(moment);
    stage.atDepth(moment, 0.3, () => stage.drawLayer(hills));
    stage.atDepth(moment, 0.45, () => grid(moment));
    stage.glow(width / 2, horizon, width * 0.5, palette.horizon, 0.34 + 0.06 * Math.sin(moment.seconds * 2.2));
  };
}

function createBandedSun(stage: Stage, horizon: number): DrawMoment {
  const { context, palette, unit, width } = stage;
  const radius = 104 * unit;
  const size = Math.ceil(radius * 2) + 2;
  const disc = createCanvas(size, size);
  const disk = disc.getContext("2d");
  const y = horizon - radius * 0.62;
  return (moment) => {
    disk.globalCompositeOperation = "source-over";
    disk.clearRect(0, 0, size, size);
    disk.fillStyle = stage.verticalGradient(
      disk,
      0,
      size,
      blend(palette.light, WHITE, 0.15),
      palette.light,
      palette.horizon,
      blend(palette.horizon, palette.sky, 0.4),
    );
    disk.beginPath();
    disk.arc(size / 2, size / 2, radius, 0, Math.PI * 2);
    disk.fill();
    disk.globalCompositeOperation = "destination-out";
    for (let band = 0; band < 8; band++) {
      const share = (band + ((moment.seconds * 0.35) % 1)) / 8;
      disk.fillRect(0, size * mix(0.42, 1.02, share), size, size * 0.006 + size * 0.05 * share);
    }
    stage.atDepth(moment, 0.14, () => {
      stage.glow(width / 2, y, radius * 2.6, palette.horizon, 0.75);
      context.drawImage(disc, width / 2 - size / 2, y - size / 2);
    });
  };
}

function createWireHills(stage: Stage, horizon: number) {
  const { noise, palette, unit, width } = stage;
  return stage.createLayer((layer) => {
    const ridge = (x: number, row: number) => {
      const away = Math.abs(x / width - 0.5) * 2;
      return horizon - Math.max(0, noise((x / unit) * 0.5, row * 50) ** 1.4 * 120 * unit * Math.min(1.2, away ** 1.3));
    };
    for (const row of [0, 1]) {
      const path = () => {
        layer.beginPath();
        layer.moveTo(stage.left, horizon + 1);
        for (let x = stage.left; x <= stage.left + stage.spanX; x += 3 * unit)
          layer.lineTo(x, ridge(x, row) + row * 4 * unit);
        layer.lineTo(stage.left + stage.spanX, horizon + 1);
      };
      layer.fillStyle = stage.verticalGradient(
        layer,
        horizon - 90 * unit,
        horizon,
        blend(palette.near, palette.sky, 0.5 - row * 0.35),
        blend(palette.near, palette.horizon, 0.25),
      );
      path();
      layer.fill();
      layer.strokeStyle = css(row === 0 ? palette.horizon : palette.accent, 0.85);
      layer.lineWidth = 1.2 * unit;
      layer.shadowColor = css(palette.accent, 0.9);
      layer.shadowBlur = 7 * unit;
      path();
      layer.stroke();
      layer.shadowBlur = 0;
    }
  });
}

function createGrid(stage: Stage, horizon: number): DrawMoment {
  const { context, height, palette, unit, width } = stage;
  const bottom = height + stage.spanY * 0.1;
  const line = (alpha: number, thick: number, trace: () => void) => {
    for (const [grow, share] of [
      [4.5, 0.16],
      [1, 1],
    ] as const) {
      context.strokeStyle = css(grow > 1 ? palette.accent : blend(palette.accent, WHITE, 0.3), alpha * share);
      context.lineWidth = thick * grow * unit;
      context.beginPath();
      trace();
      context.stroke();
    }
  };
  return ({ seconds }) => {
    const run = (seconds * 1.15) % 1;
    for (let row = 0; row < 22; row++) {
      const distance = row + 1 - run;
      const y = horizon + (bottom - horizon) / distance ** 1.25;
      if (y > bottom) continue;
      const alpha = Math.min(0.9, 2.6 / distance);
      line(alpha, Math.min(2.2, 0.4 + 2.4 / distance), () => {
        context.moveTo(stage.left, y);
        context.lineTo(stage.left + stage.spanX, y);
      });
    }
    for (let column = -16; column <= 16; column++) {
      line(0.7 - Math.abs(column) * 0.028, 1.2, () => {
        context.moveTo(width / 2 + column * width * 0.016, horizon);
        context.lineTo(width / 2 + column * width * 0.16, bottom);
      });
    }
  };
}
