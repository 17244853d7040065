import { blend } from "#lib/engine/render/colour";
import { createSlowField } from "#lib/engine/render/field";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import type { Sun } from "#lib/engine/render/layers/sky";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Clouds in perspective, lit from the sun, drifting. `cover` is the share of sky they take, 0 to 1. */
export function createClouds(stage: Stage, horizon: number, sun: Sun, cover: number): DrawMoment {
  const { context, noise, palette, plan } = stage;
  const tall = horizon - stage.top;
  const width = 300;
  const height = Math.min(300, Math.max(50, Math.round((width * tall) / stage.spanX)));
  const dark = plan.mood === "night" || plan.mood === "neon";
  const lit = blend(palette.light, palette.horizon, dark ? 0.75 : 0.3);
  const shade = blend(palette.sky, palette.far, 0.5);
  const sunX = ((sun.x - stage.left) / stage.spanX) * width;
  const sunY = ((sun.y - stage.top) / tall) * height;
  const opacity = dark ? 0.55 : plan.mood === "storm" ? 0.95 : 0.85;
  const wide = Math.sqrt(stage.width / stage.height);
  const between = 0.42;
  const lightAt = (x: number, y: number, atX: number, atY: number, shape: number, density: number) => {
    const towards = noise(atX + (sunX - x) * 0.05, atY + (y - sunY) * 0.05);
    const halo = Math.exp(-Math.hypot(x - sunX, (y - sunY) * 1.3) / (width * 0.2));
    return clamp(between + (shape - towards) * 4.6 + halo * 0.6 * (1.2 - density));
  };
  const paintRow = (pixels: Uint8ClampedArray, y: number, drift: number) => {
    const up = 1 - y / height;
    const far = 1 / (up + 0.17);
    const fade = smoothstep(0, 0.2, up);
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const planeX = (x / width - 0.5) * far * 58 * wide + drift + 300;
      const planeY = far * 62 + drift * 0.3;
      const warp = noise(planeX * 0.6 + 90, planeY * 0.6) * 16;
      const shape = noise(planeX + warp, planeY + warp);
      const detail = noise(planeX * 2.7 - drift * 0.4, planeY * 2.7 + warp);
      const density = smoothstep(1 - cover, 1.24 - cover, shape * 0.68 + detail * 0.32);
      // Clear sky has a cloud's colour too: it may be fading into one.
      const light = density <= 0 ? between : lightAt(x, y, planeX + warp, planeY + warp, shape, density);
      pixels[at] = mix(shade[0], lit[0], light);
      pixels[at + 1] = mix(shade[1], lit[1], light);
      pixels[at + 2] = mix(shade[2], lit[2], light);
      pixels[at + 3] = 255 * density * fade * opacity;
    }
  };
  const field = createSlowField(width, height, (pixels, seconds) => {
    for (let y = 0; y < height; y++) paintRow(pixels, y, seconds * 3);
  });
  return (moment) => {
    field.show(moment.seconds);
    stage.atDepth(moment, 0.12, () => {
      context.drawImage(field.canvas, stage.left, stage.top, stage.spanX, tall);
    });
  };
}
