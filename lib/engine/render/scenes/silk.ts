import { blend, css, WHITE } from "#lib/engine/render/colour";
import { createField } from "#lib/engine/render/field";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Folds of light that flow into each other: silk, ink or liquid, for what has no shape of its own. */
export function createSilk(stage: Stage): DrawMoment {
  const { context, height, noise, palette, plan, softNoise, width } = stage;
  const wide = width >= height;
  const field = createField(wide ? 256 : (256 * width) / height, wide ? (256 * height) / width : 256);
  const { pixels } = field;
  const scale = 190 / Math.max(field.width, field.height);
  const dark = blend(palette.near, palette.zenith, 0.45);
  const first = palette.sky;
  const second = palette.horizon;
  const sheen = blend(palette.light, WHITE, 0.3);
  const slant = plan.seed % 2 === 0 ? 0.7 : -0.7;
  const rough = stage.mentions("ink smoke marble 墨 水墨 烟 大理石") ? 0.5 : 0;
  const paintRow = (y: number, seconds: number, twist: number) => {
    for (let x = 0; x < field.width; x++) {
      const px = (x - field.width / 2) * scale;
      const py = (y - field.height / 2) * scale;
      const a = softNoise(px * 0.9 + seconds * 1.5 + 100, py * 0.9 + 50);
      const b = softNoise(px * 0.9 + a * 66 * twist + 20, py * 0.9 - seconds * 1.9 + a * 40);
      const c =
        softNoise(px * 1.1 + b * 74 * twist, py * 1.1 + a * 60 + 300) +
        rough * (noise(px * 1.4 + b * 60, py * 1.4 + a * 50) - 0.5);
      const fold = 0.5 + 0.5 * Math.sin(c * 19 + b * 8 + seconds * 0.5);
      const crease = fold ** 9;
      // A lean across the frame, so that both colours always have their share of it.
      const lean = x / field.width + (y / field.height) * slant - (1 + slant) / 2;
      const colour = smoothstep(0.34, 0.66, 0.5 + (b - 0.5) * 0.55 + (a - 0.5) * 0.15 + lean * 0.75);
      const light = 0.34 + 0.72 * fold;
      const at = (y * field.width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const body = mix(first[channel] ?? 0, second[channel] ?? 0, colour);
        const lit = mix(dark[channel] ?? 0, body, clamp(light));
        pixels[at + channel] = mix(lit, sheen[channel] ?? 0, crease * 0.55);
      }
      pixels[at + 3] = 255;
    }
  };
  return (moment) => {
    const twist = 1 + plan.motion.drama * 0.25 * Math.sin(moment.seconds * 0.9);
    for (let y = 0; y < field.height; y++) paintRow(y, moment.seconds, twist);
    field.upload();
    stage.atDepth(moment, 0.5, () => context.drawImage(field.canvas, stage.left, stage.top, stage.spanX, stage.spanY));
    context.fillStyle = css(palette.near, 0.06);
    context.fillRect(0, 0, width, height);
  };
}
