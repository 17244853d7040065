import type { Moment } from "#lib/engine/render/camera";
import { blend, css, fromHex, type Rgb, tint, WHITE } from "#lib/engine/render/colour";
import { wrap } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";
import type { Particles } from "#lib/engine/render/vocabulary/moods";

/** One particle: its place and nearness in 0 to 1, a phase in radians and a number of its own. */
interface Mote {
  x: number;
  y: number;
  near: number;
  phase: number;
  own: number;
}
/** Draws one particle; `size` is its pixels a unit. */
type DrawMote = (mote: Mote, seconds: number, size: number) => void;
/** Draws all of them. */
type DrawMotes = (seconds: number) => void;

const COUNTS: Record<Exclude<Particles, "none">, number> = {
  rain: 300,
  snow: 240,
  petals: 60,
  leaves: 55,
  embers: 90,
  fireflies: 54,
  bokeh: 30,
  bubbles: 60,
  confetti: 90,
  dust: 70,
};

/** What drifts through the air of the scene, nearest to the viewer. */
export function createParticles(stage: Stage): DrawMoment {
  const kind = stage.plan.particles;
  if (kind === "none") return () => undefined;
  const motes = Array.from({ length: COUNTS[kind] }, (): Mote => {
    const random = stage.random;
    return { x: random(), y: random(), near: random(), phase: random() * Math.PI * 2, own: random() };
  });
  const draw = drawer(kind, stage, motes);
  return ({ seconds, camera }: Moment) => {
    const { context } = stage;
    context.save();
    context.translate(-camera.x * stage.width * 1.2, -camera.y * stage.height * 1.2);
    draw(seconds);
    context.restore();
  };
}

function drawer(kind: Exclude<Particles, "none">, stage: Stage, motes: Mote[]): DrawMotes {
  if (kind === "rain") return rain(stage, motes);
  if (kind === "snow") return snow(stage, motes);
  const draw = oneByOne(kind, stage);
  return (seconds) => {
    for (const mote of motes) draw(mote, seconds, sizeAt(stage, mote.near));
  };
}

function sizeAt(stage: Stage, near: number): number {
  return stage.unit * (0.35 + near * near * 0.95);
}

/** In a few distances, each drawn as one path: hundreds of paths a frame cost three times as much. */
function byDistance(motes: Mote[]): { near: number; motes: Mote[] }[] {
  const steps = 6;
  return Array.from({ length: steps }, (_, step) => ({
    near: (step + 0.5) / steps,
    motes: motes.filter(({ near }) => Math.floor(near * steps) === step),
  }));
}

function oneByOne(kind: Exclude<Particles, "none" | "rain" | "snow">, stage: Stage): DrawMote {
  if (kind === "petals") return tumbling(stage, ["#ffd6e4", "#ffb7d0", "#fff0f5"], 5.4, 0.55);
  if (kind === "leaves") return tumbling(stage, ["#d9772b", "#b8421f", "#e8b23a"], 5.8, 0.5);
  if (kind === "confetti") return tumbling(stage, confettiColours(stage), 4.2, 0.6);
  if (kind === "bubbles") return bubbles(stage);
  return lights(kind, stage);
}

function place(stage: Stage, mote: Mote, dx: number, dy: number): [number, number] {
  const x = stage.left + wrap(mote.x * stage.spanX + dx, stage.spanX);
  const y = stage.top + wrap(mote.y * stage.spanY + dy, stage.spanY);
  return [x, y];
}

function rain(stage: Stage, all: Mote[]): DrawMotes {
  const { context, palette } = stage;
  const colour = blend(palette.horizon, WHITE, 0.5);
  const distances = byDistance(all);
  return (seconds) => {
    for (const { near, motes } of distances) {
      context.strokeStyle = css(colour, 0.1 + 0.22 * near);
      context.lineWidth = 1.1 * sizeAt(stage, near);
      context.beginPath();
      for (const mote of motes) {
        const size = sizeAt(stage, mote.near);
        const [x, y] = place(stage, mote, -seconds * 90 * size, seconds * 820 * size);
        context.moveTo(x, y);
        context.lineTo(x - 3.2 * size, y + 30 * size);
      }
      context.stroke();
    }
  };
}

function snow(stage: Stage, all: Mote[]): DrawMotes {
  const { context } = stage;
  const isLarge = ({ own }: Mote) => own > 0.93;
  const flakes = byDistance(all.filter((mote) => !isLarge(mote))).map(({ near, motes }) => ({
    style: css(WHITE, 0.35 + 0.55 * near),
    size: sizeAt(stage, near),
    radius: 1.9,
    motes,
  }));
  const large = byDistance(all.filter(isLarge)).map(({ near, motes }) => ({
    style: css(WHITE, 0.4),
    size: sizeAt(stage, near),
    radius: 4.6,
    motes,
  }));
  return (seconds) => {
    context.lineCap = "round";
    for (const { style, size, radius, motes } of [...flakes, ...large]) {
      context.strokeStyle = style;
      context.lineWidth = 2 * radius * size;
      context.beginPath();
      for (const mote of motes) {
        const sway = Math.sin(seconds * 0.8 + mote.phase) * 16 * size;
        const [x, y] = place(stage, mote, sway + seconds * 20 * size, seconds * 52 * size);
        // The two ends of a line of no length are a disc at a third of what an arc costs.
        context.moveTo(x, y);
        context.lineTo(x, y + 0.01);
      }
      context.stroke();
    }
    context.lineCap = "butt";
  };
}

function tumbling(stage: Stage, colours: readonly string[], length: number, flatness: number): DrawMote {
  const { context } = stage;
  const styles = colours.map((colour) => css(fromHex(colour), 0.88));
  return (mote, seconds, size) => {
    const sway = Math.sin(seconds + mote.phase) * 22 * stage.unit;
    const [x, y] = place(stage, mote, seconds * 40 * size + sway, seconds * 44 * size);
    context.save();
    context.translate(x, y);
    context.rotate(mote.phase + seconds * (0.6 + mote.own));
    context.scale(1, 0.3 + 0.7 * Math.abs(Math.sin(seconds * 1.7 + mote.phase)));
    context.fillStyle = styles[Math.floor(mote.own * styles.length)] ?? "white";
    context.beginPath();
    context.ellipse(0, 0, length * size, length * flatness * size, 0, 0, Math.PI * 2);
    context.fill();
    context.restore();
  };
}

function confettiColours(stage: Stage): string[] {
  const hues = [0, 72, 144, 216, 288];
  const hex = (colour: Rgb) =>
    `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
  return hues.map((hue) => hex(tint(stage.palette.accent, { hue, chroma: 0.17, lift: 0.25 }, 0.8)));
}

function bubbles(stage: Stage): DrawMote {
  const { context } = stage;
  return (mote, seconds, size) => {
    const sway = Math.sin(seconds * 1.6 + mote.phase) * 8 * size;
    const [x, y] = place(stage, mote, sway, -seconds * 46 * size);
    const radius = (1.2 + 3.4 * mote.own * mote.own) * size;
    context.strokeStyle = css(WHITE, 0.22 + 0.25 * mote.near);
    context.lineWidth = 0.7 * size;
    context.fillStyle = css(WHITE, 0.06);
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fill();
    context.stroke();
    context.fillStyle = css(WHITE, 0.5);
    context.beginPath();
    context.arc(x - radius * 0.35, y - radius * 0.35, radius * 0.22, 0, Math.PI * 2);
    context.fill();
  };
}

function lights(kind: "embers" | "fireflies" | "bokeh" | "dust", stage: Stage): DrawMote {
  const { palette } = stage;
  const colour = {
    embers: fromHex("#ff8c32"),
    fireflies: fromHex("#ffe282"),
    bokeh: blend(palette.accent, WHITE, 0.35),
    dust: blend(palette.light, WHITE, 0.4),
  }[kind];
  const rise = { embers: 62, fireflies: 11, bokeh: 9, dust: 5 }[kind];
  const radius = { embers: 7, fireflies: 13, bokeh: 30, dust: 4.5 }[kind];
  const strength = { embers: 0.95, fireflies: 0.95, bokeh: 0.26, dust: 0.5 }[kind];
  return (mote, seconds, size) => {
    const sway = Math.sin(seconds * (0.5 + mote.own) + mote.phase) * 26 * stage.unit;
    const [x, y] = place(stage, mote, sway, -seconds * rise * size);
    const twinkle = 0.5 + 0.5 * Math.sin(seconds * (1.2 + mote.own * 2) + mote.phase);
    stage.glow(x, y, radius * size, colour, strength * (kind === "bokeh" ? 0.5 + 0.5 * twinkle : 0.2 + 0.8 * twinkle));
  };
}
