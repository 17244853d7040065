import type { Rgb } from "#lib/engine/render/colour";
import { createSlowField } from "#lib/engine/render/field";
import { smoothstep } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

interface MistBand {
  /** Middle of the band and its height, in pixels of the frame. */
  y: number;
  height: number;
  colour: Rgb;
  strength: number;
  depth: number;
}

/** A band of drifting mist that fades above and below. */
export function createMist(stage: Stage, band: MistBand): DrawMoment {
  const { context, noise } = stage;
  const [width, height] = [140, 36];
  const offset = stage.random() * 400;
  const field = createSlowField(width, height, (pixels, seconds) => {
    const drift = seconds * (5 + 6 * band.depth);
    for (let y = 0; y < height; y++) {
      const edge = Math.sin((Math.PI * (y + 0.5)) / height) ** 1.6;
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 4;
        pixels[at] = band.colour[0];
        pixels[at + 1] = band.colour[1];
        pixels[at + 2] = band.colour[2];
        pixels[at + 3] =
          255 * band.strength * edge * smoothstep(0.22, 0.8, noise(x * 0.8 + drift + offset, y * 1.7 + offset));
      }
    }
  });
  return (moment) => {
    field.show(moment.seconds);
    stage.atDepth(moment, band.depth, () => {
      context.drawImage(field.canvas, stage.left, band.y - band.height / 2, stage.spanX, band.height);
    });
  };
}
