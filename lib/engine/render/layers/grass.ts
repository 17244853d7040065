import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
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

/** A blade's foot, nearness (0 to 1), size and looks. */
interface Blade {
  x: number;
  y: number;
  near: number;
  height: number;
  /** How far its tip leans without wind, in its height. */
  lean: number;
  colour: string;
  flower: Rgb | undefined;
  size: number;
}

/** Blades that bend together: a picture that leans about its foot. */
interface Tuft {
  picture: Canvas;
  left: number;
  foot: number;
  near: number;
}

/** Distances in which tufts stand behind each other, and how wide one is. */
const ROWS = 5;
const TUFT_UNITS = 60;
/** Farthest that a tip may be from its foot, in its height. */
const REACH = 0.3;

/**
 * Blades at the lower edge that bend in the wind, nearer ones larger and darker. They are drawn once, in
 * tufts: a thousand curves anew in every frame took a third of a clip's time.
 */
export function createGrass(stage: Stage, style: GrassStyle): DrawMoment {
  const { context, noise, unit } = stage;
  const tufts = createTufts(stage, createBlades(stage, style));
  return (moment) => {
    stage.atDepth(moment, 1, () => {
      for (const { picture, left, foot, near } of tufts) {
        const middle = left + picture.width / 2;
        const wind = (noise((middle / unit) * 0.35 - moment.seconds * 24, near * 90) - 0.45) * 1.1;
        context.save();
        context.translate(left, foot);
        context.transform(1, 0, -wind, 1, 0, 0);
        context.drawImage(picture, 0, -picture.height);
        context.restore();
      }
    });
  };
}

function createBlades(stage: Stage, style: GrassStyle): Blade[] {
  const { random, unit } = stage;
  const bottom = stage.top + stage.spanY;
  return Array.from({ length: Math.round(stage.spanX / unit) }, (): Blade => {
    const near = random();
    const tone = random();
    const x = stage.left + random() * stage.spanX;
    const height = mix(0.3, 1, near) * style.height * (0.55 + 0.7 * random());
    return {
      x,
      y: mix(style.top, bottom, near),
      near,
      height,
      lean: (((tone * 7.31) % 1) - 0.5) * 2 * REACH,
      colour: css(blend(style.lit, style.dark, mix(0.25, 1, near) * (0.7 + 0.3 * tone))),
      flower: random() > 0.72 ? style.flowers[Math.floor(random() * style.flowers.length)] : undefined,
      size: mix(1.2, 4.4, near) * unit * (0.7 + 0.6 * random()),
    };
  }).sort((a, b) => a.near - b.near);
}

function createTufts(stage: Stage, blades: readonly Blade[]): Tuft[] {
  const width = TUFT_UNITS * stage.unit;
  const tufts: Tuft[] = [];
  for (let row = 0; row < ROWS; row++) {
    const inRow = blades.filter(({ near }) => Math.min(ROWS - 1, Math.floor(near * ROWS)) === row);
    // Rows are shifted against each other, so that no gap goes through them all.
    for (let left = stage.left - ((row * 0.37) % 1) * width; left < stage.left + stage.spanX; left += width) {
      const tuft = inRow.filter(({ x }) => x >= left && x < left + width);
      if (tuft.length > 0) tufts.push(paintTuft(stage, tuft, left, width));
    }
  }
  return tufts;
}

function paintTuft(stage: Stage, blades: readonly Blade[], from: number, width: number): Tuft {
  const reach = Math.max(...blades.map(({ height, size }) => height * REACH + size)) + 2 * stage.unit;
  const top = Math.min(...blades.map(({ y, height, size }) => y - height - size));
  const foot = Math.max(...blades.map(({ y }) => y));
  const left = from - reach;
  const picture = createCanvas(Math.ceil(width + 2 * reach), Math.max(1, Math.ceil(foot - top)));
  const context = picture.getContext("2d");
  context.translate(-left, picture.height - foot);
  for (const blade of blades) paintBlade(context, blade, stage.unit);
  return { picture, left, foot, near: blades[0]?.near ?? 0 };
}

function paintBlade(context: SKRSContext2D, blade: Blade, unit: number): void {
  const { x, y, height, lean, near } = blade;
  const tipX = x + lean * height;
  context.lineCap = "round";
  context.strokeStyle = blade.colour;
  context.lineWidth = mix(0.8, 2.2, near) * unit;
  context.beginPath();
  context.moveTo(x, y);
  context.quadraticCurveTo(x + lean * height * 0.25, y - height * 0.6, tipX, y - height);
  context.stroke();
  if (!blade.flower) return;
  context.fillStyle = css(blade.flower, 0.95);
  context.beginPath();
  context.arc(tipX, y - height, blade.size, 0, Math.PI * 2);
  context.fill();
}
