import { blend, css, type Rgb } from "#lib/engine/render/colour";
import { mix } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

interface GrassStyle {
  top: number;
  height: number;
  dark: Rgb;
  lit: Rgb;
  /** Colours of flower heads; none for plain grass. */
  flowers: readonly Rgb[];
}

/** Blades at the lower edge that bend in the wind, nearer ones larger and darker. */
export function createGrass(stage: Stage, style: GrassStyle): DrawMoment {
  const { context, noise, random, unit } = stage;
  const count = Math.round(stage.spanX / unit);
  const bottom = stage.top + stage.spanY;
  const blades = Array.from({ length: count }, () => {
    const near = random();
    const tone = random();
    return {
      x: stage.left + random() * stage.spanX,
      y: mix(style.top, bottom, near),
      near,
      height: mix(0.3, 1, near) * style.height * (0.55 + 0.7 * random()),
      colour: css(blend(style.lit, style.dark, mix(0.25, 1, near) * (0.7 + 0.3 * tone))),
      flower: random() > 0.72 ? style.flowers[Math.floor(random() * style.flowers.length)] : undefined,
      size: mix(1.2, 4.4, near) * unit * (0.7 + 0.6 * random()),
    };
  }).sort((a, b) => a.near - b.near);
  return (moment) => {
    stage.atDepth(moment, 1, () => {
      context.lineCap = "round";
      for (const blade of blades) {
        const wind =
          (noise((blade.x / unit) * 0.35 - moment.seconds * 24, blade.near * 90) - 0.45) * blade.height * 1.1;
        const tipX = blade.x + wind;
        const tipY = blade.y - blade.height;
        context.strokeStyle = blade.colour;
        context.lineWidth = mix(0.8, 2.2, blade.near) * unit;
        context.beginPath();
        context.moveTo(blade.x, blade.y);
        context.quadraticCurveTo(blade.x + wind * 0.25, blade.y - blade.height * 0.6, tipX, tipY);
        context.stroke();
        if (!blade.flower) continue;
        context.fillStyle = css(blade.flower, 0.95);
        context.beginPath();
        context.arc(tipX, tipY, blade.size, 0, Math.PI * 2);
        context.fill();
      }
    });
  };
}
