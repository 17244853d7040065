import { blend, css, type Rgb, tint, WHITE } from "#lib/engine/render/colour";
import { wrap } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Shoals of fish that swim across, tails beating. */
export function createFish(stage: Stage, count: number): DrawMoment {
  const { context, height, palette, random, unit } = stage;
  const shoals = [0, 1, 2].map(() => ({
    x: random(),
    y: 0.25 + 0.45 * random(),
    way: random() < 0.5 ? -1 : 1,
    hue: random() * 360,
  }));
  const fish = Array.from({ length: count }, (_, index) => {
    const shoal = shoals[index % shoals.length] ?? { x: 0, y: 0.5, way: 1, hue: 0 };
    const near = 0.25 + 0.75 * random();
    const vivid = tint(palette.accent, { hue: shoal.hue, chroma: 0.17, lift: 0.2 }, index % 3 === 0 ? 0.2 : 0.8);
    return {
      x: shoal.x + (random() - 0.5) * 0.3,
      y: height * (shoal.y + (random() - 0.5) * 0.2),
      way: shoal.way,
      size: (6 + 10 * near) * unit,
      near,
      phase: random() * 6.3,
      body: blend(vivid, palette.sky, (1 - near) * 0.65),
    };
  }).sort((a, b) => a.near - b.near);
  return (moment) => {
    for (const one of fish) {
      stage.atDepth(moment, one.near * 0.7, () => {
        const x =
          stage.left + wrap(one.x * stage.spanX + one.way * moment.seconds * 26 * unit * (0.6 + one.near), stage.spanX);
        const y = one.y + Math.sin(moment.seconds * 0.9 + one.phase) * 5 * unit;
        context.save();
        context.translate(x, y);
        context.scale(one.way * one.size, one.size);
        context.rotate(Math.sin(moment.seconds * 1.2 + one.phase) * 0.08);
        drawFish(stage, one.body, Math.sin(moment.seconds * 9 + one.phase));
        context.restore();
      });
    }
  };
}

/** One fish of unit size, looking right. */
function drawFish(stage: Stage, body: Rgb, beat: number): void {
  const { context } = stage;
  const shade = context.createLinearGradient(0, -0.5, 0, 0.5);
  shade.addColorStop(0, css(blend(body, stage.palette.near, 0.35)));
  shade.addColorStop(0.5, css(body));
  shade.addColorStop(1, css(blend(body, WHITE, 0.45)));
  context.fillStyle = shade;
  context.beginPath();
  context.moveTo(1, 0);
  context.bezierCurveTo(0.55, -0.52, -0.35, -0.46, -0.85, -0.06);
  context.quadraticCurveTo(-1.15, -0.1, -1.42, -0.42 + beat * 0.1);
  context.quadraticCurveTo(-1.26, 0, -1.42, 0.42 + beat * 0.1);
  context.quadraticCurveTo(-1.15, 0.1, -0.85, 0.06);
  context.bezierCurveTo(-0.35, 0.46, 0.55, 0.52, 1, 0);
  context.fill();
  context.beginPath();
  context.moveTo(0.3, -0.34);
  context.quadraticCurveTo(-0.1, -0.74, -0.45, -0.28);
  context.fill();
  context.fillStyle = css(stage.palette.near);
  context.beginPath();
  context.arc(0.62, -0.08, 0.07, 0, Math.PI * 2);
  context.fill();
}

/** Glowing bells that pulse and rise, with trailing tentacles. */
export function createJellyfish(stage: Stage): DrawMoment {
  const { context, height, palette, random, unit, width } = stage;
  const jellies = Array.from({ length: 6 }, (_, index) => {
    const near = 0.3 + (0.7 * index) / 5;
    return {
      x: width * ((index * 0.381 + 0.16 + 0.08 * random()) % 1),
      y: height * (0.24 + 0.5 * random()),
      radius: (14 + 30 * near * near) * unit,
      near,
      phase: random() * 6.3,
    };
  });
  const glowColour = blend(palette.accent, WHITE, 0.62);
  return (moment) => {
    for (const jelly of jellies) {
      const beat = Math.sin(moment.seconds * 2 + jelly.phase);
      const { radius } = jelly;
      stage.atDepth(moment, 0.2 + jelly.near * 0.6, () => {
        const x = jelly.x + Math.sin(moment.seconds * 0.5 + jelly.phase) * 8 * unit;
        const y = jelly.y - moment.seconds * 8 * unit * jelly.near - beat * 3 * unit;
        const wide = radius * (1 - beat * 0.09);
        const tall = radius * (0.86 + beat * 0.1);
        stage.glow(x, y, radius * 2.6, glowColour, 0.34 * jelly.near);
        context.lineCap = "round";
        for (let arm = 0; arm < 11; arm++) {
          const root = (arm / 10 - 0.5) * 1.7;
          context.strokeStyle = css(glowColour, 0.5 * jelly.near);
          context.lineWidth = (arm % 3 === 1 ? 2.4 : 0.9) * unit * (0.5 + jelly.near * 0.7);
          context.beginPath();
          context.moveTo(x + root * wide * 0.9, y + tall * 0.1);
          const sway = (at: number) =>
            Math.sin(moment.seconds * 1.6 + jelly.phase + arm * 0.7 - at * 2.2) * radius * 0.24 * at;
          const length = radius * (1.9 + 0.8 * Math.sin(arm * 2.1));
          context.bezierCurveTo(
            x + root * wide * 0.8 + sway(0.5),
            y + length * 0.35,
            x + root * wide * 0.55 + sway(1),
            y + length * 0.7,
            x + root * wide * 0.6 + sway(1.5),
            y + length,
          );
          context.stroke();
        }
        const bell = context.createRadialGradient(
          x - wide * 0.25,
          y - tall * 0.55,
          radius * 0.1,
          x,
          y - tall * 0.1,
          radius * 1.15,
        );
        bell.addColorStop(0, css(WHITE, 0.85));
        bell.addColorStop(0.45, css(glowColour, 0.6));
        bell.addColorStop(1, css(blend(palette.accent, WHITE, 0.35), 0.6));
        context.fillStyle = bell;
        context.beginPath();
        context.moveTo(x - wide, y + tall * 0.12);
        context.bezierCurveTo(
          x - wide * 1.02,
          y - tall * 1.25,
          x + wide * 1.02,
          y - tall * 1.25,
          x + wide,
          y + tall * 0.12,
        );
        context.bezierCurveTo(
          x + wide * 0.5,
          y + tall * 0.34,
          x - wide * 0.5,
          y + tall * 0.34,
          x - wide,
          y + tall * 0.12,
        );
        context.fill();
      });
    }
  };
}

/** A large whale passing in the distance. */
export function createWhale(stage: Stage, deep: Rgb): DrawMoment {
  const { context, height, palette, unit, width } = stage;
  const back = blend(deep, palette.near, 0.35);
  return (moment) => {
    stage.atDepth(moment, 0.4, () => {
      const size = 128 * unit;
      context.save();
      context.translate(
        width * 0.42 + moment.seconds * 9 * unit,
        height * 0.4 + Math.sin(moment.seconds * 0.7) * 7 * unit,
      );
      context.rotate(-0.1 + Math.sin(moment.seconds * 0.7 + 1) * 0.03);
      context.scale(size, size);
      const beat = Math.sin(moment.seconds * 1.3) * 0.12;
      const skin = context.createLinearGradient(0, -0.32, 0, 0.3);
      skin.addColorStop(0, css(blend(back, palette.sky, 0.25)));
      skin.addColorStop(0.55, css(back));
      skin.addColorStop(1, css(blend(back, palette.horizon, 0.4)));
      context.fillStyle = skin;
      context.beginPath();
      context.moveTo(1, 0.02);
      context.bezierCurveTo(0.9, -0.26, 0.3, -0.34, -0.25, -0.2);
      context.bezierCurveTo(-0.7, -0.09, -0.95, -0.05 + beat * 0.5, -1.18, -0.06 + beat);
      context.bezierCurveTo(-1.3, -0.2 + beat, -1.45, -0.28 + beat, -1.62, -0.26 + beat);
      context.bezierCurveTo(-1.52, -0.12 + beat, -1.46, -0.02 + beat, -1.3, 0.02 + beat);
      context.bezierCurveTo(-1.45, 0.1 + beat, -1.5, 0.2 + beat, -1.56, 0.26 + beat);
      context.bezierCurveTo(-1.35, 0.24 + beat, -1.22, 0.12 + beat, -1.12, 0.04 + beat);
      context.bezierCurveTo(-0.7, 0.12, -0.3, 0.26, 0.25, 0.27);
      context.bezierCurveTo(0.7, 0.27, 0.98, 0.18, 1, 0.02);
      context.fill();
      context.fillStyle = css(blend(back, palette.near, 0.4));
      context.beginPath();
      context.moveTo(0.4, 0.16);
      context.bezierCurveTo(0.25, 0.34, 0.02, 0.5 + beat * 0.6, -0.2, 0.52 + beat * 0.6);
      context.bezierCurveTo(-0.06, 0.36, 0.06, 0.22, 0.12, 0.12);
      context.fill();
      context.strokeStyle = css(blend(back, WHITE, 0.35), 0.5);
      context.lineWidth = 0.008;
      for (let groove = 0; groove < 5; groove++) {
        context.beginPath();
        context.moveTo(0.96, 0.07 + groove * 0.026);
        context.quadraticCurveTo(0.6, 0.14 + groove * 0.032, 0.2, 0.15 + groove * 0.026);
        context.stroke();
      }
      context.fillStyle = css(WHITE, 0.85);
      context.beginPath();
      context.arc(0.72, 0.02, 0.016, 0, Math.PI * 2);
      context.fill();
      context.restore();
    });
  };
}
