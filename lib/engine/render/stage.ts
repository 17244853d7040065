import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import type { Moment } from "#lib/engine/render/camera";
import { blend, css, type Rgb } from "#lib/engine/render/colour";
import { createNoise, type Noise } from "#lib/engine/render/noise";
import type { Palette } from "#lib/engine/render/palette";
import type { ScenePlan } from "#lib/engine/render/plan-scene";
import { createRandom, type Random } from "#lib/engine/render/random";
import { mentions } from "#lib/engine/render/words";

/** Draws one moment onto the stage. */
export type DrawMoment = (moment: Moment) => void;
/** Prepares what does not change and returns what draws each moment. Every family is one of these. */
export type CreateScene = (stage: Stage) => DrawMoment;

/** Layers reach this share of the frame beyond each edge, so that a moving camera never sees their end. */
const OVERSCAN = 0.1;
const SHORT_SIDE_UNITS = 480;
/** Side of the picture that small lights are scaled from, and the largest radius for which it is fine enough. */
const SPARK_SIDE = 64;
const SPARK_RADIUS = 64;

/** A picture that is drawn once and shown every frame, cut to where something is on it. */
export interface Layer {
  canvas: Canvas;
  /** Its corner in frame coordinates. */
  x: number;
  y: number;
}

/** The canvas of a clip, and what every scene needs to draw on it. */
export class Stage {
  readonly plan: ScenePlan;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  /** Pixels of a 480-pixel frame's pixel: sizes in units look the same at every resolution. */
  readonly unit: number;
  readonly canvas: Canvas;
  readonly context: SKRSContext2D;
  readonly random: Random;
  /** Fine fractal noise, and a soft one of the same seed. */
  readonly noise: Noise;
  readonly softNoise: Noise;
  /** The area that layers cover: the frame and its overscan. */
  readonly left: number;
  readonly top: number;
  readonly spanX: number;
  readonly spanY: number;
  private readonly sparks = new Map<string, Canvas>();

  constructor(plan: ScenePlan, width: number, height: number) {
    this.plan = plan;
    this.palette = plan.palette;
    this.width = width;
    this.height = height;
    this.unit = Math.min(width, height) / SHORT_SIDE_UNITS;
    this.canvas = createCanvas(width, height);
    this.context = this.canvas.getContext("2d");
    this.random = createRandom(plan.seed ^ 0x9e3779b9);
    this.noise = createNoise(plan.seed, 6);
    this.softNoise = createNoise(plan.seed + 5, 2);
    this.left = -Math.ceil(width * OVERSCAN);
    this.top = -Math.ceil(height * OVERSCAN);
    this.spanX = width - 2 * this.left;
    this.spanY = height - 2 * this.top;
  }

  mentions(terms: string): boolean {
    return mentions(this.plan.words, terms);
  }

  /** Draws with the camera applied as a layer at `depth` sees it: 0 is the far sky, 1 is what is near. */
  atDepth(moment: Moment, depth: number, draw: () => void): void {
    const { context, width, height } = this;
    const { camera } = moment;
    const zoom = 1 + (camera.zoom - 1) * (0.2 + 0.8 * depth);
    context.save();
    context.translate(width / 2, height / 2);
    context.rotate(camera.roll);
    context.scale(zoom, zoom);
    context.translate(-width / 2 - camera.x * depth * width, -height / 2 - camera.y * depth * height);
    draw();
    context.restore();
  }

  /** A canvas as large as the covered area, drawn once by `paint` in frame coordinates. */
  createLayer(paint: (context: SKRSContext2D) => void): Layer {
    const canvas = createCanvas(this.spanX, this.spanY);
    const context = canvas.getContext("2d");
    context.translate(-this.left, -this.top);
    paint(context);
    return cutToContent(canvas, this.left, this.top);
  }

  drawLayer({ canvas, x, y }: Layer): void {
    this.context.drawImage(canvas, x, y);
  }

  /** `drawLayer` for one without edges, such as a plain sky: what lies between its pixels needs no working out. */
  drawSoftLayer(layer: Layer): void {
    this.context.imageSmoothingEnabled = false;
    this.drawLayer(layer);
    this.context.imageSmoothingEnabled = true;
  }

  /**
   * What lies far behind, drawn on twos as animators say: what moves by a fraction of a pixel a
   * frame is shown twice. It must be the first to be drawn, for it takes the frame as it finds it.
   */
  onTwos(draw: DrawMoment): DrawMoment {
    const picture = createCanvas(this.width, this.height);
    const context = picture.getContext("2d");
    context.globalCompositeOperation = "copy";
    let shown = Number.NaN;
    return ({ held }) => {
      if (shown === held.seconds) {
        this.context.drawImage(picture, 0, 0);
        return;
      }
      draw(held);
      context.drawImage(this.canvas, 0, 0);
      shown = held.seconds;
    };
  }

  /** `glow` that never changes nor moves with the camera, worked out once. */
  steadyGlow(x: number, y: number, radius: number, colour: Rgb, strength: number): () => void {
    const left = Math.max(0, Math.floor(x - radius));
    const top = Math.max(0, Math.floor(y - radius));
    const right = Math.min(this.width, Math.ceil(x + radius));
    const bottom = Math.min(this.height, Math.ceil(y + radius));
    const picture = createCanvas(Math.max(1, right - left), Math.max(1, bottom - top));
    const painter = picture.getContext("2d");
    painter.fillStyle = lightGradient(painter, x - left, y - top, radius, colour, strength);
    painter.fillRect(0, 0, picture.width, picture.height);
    return () => {
      this.context.globalCompositeOperation = "screen";
      this.context.drawImage(picture, left, top);
      this.context.globalCompositeOperation = "source-over";
    };
  }

  /** A vertical gradient through `colours`, mixed evenly to the eye. */
  verticalGradient(context: SKRSContext2D, top: number, bottom: number, ...colours: readonly Rgb[]): CanvasGradient {
    const gradient = context.createLinearGradient(0, top, 0, bottom);
    const steps = 6;
    const bands = colours.length - 1;
    colours.forEach((colour, index) => {
      const next = colours[index + 1];
      if (!next) gradient.addColorStop(1, css(colour));
      for (let step = 0; next && step < steps; step++) {
        gradient.addColorStop((index + step / steps) / bands, css(blend(colour, next, step / steps)));
      }
    });
    return gradient;
  }

  /** Soft light around a point, added to what is there. */
  glow(
    x: number,
    y: number,
    radius: number,
    colour: Rgb,
    strength: number,
    context: SKRSContext2D = this.context,
  ): void {
    if (strength <= 0.003 || radius <= 0) return;
    context.save();
    context.globalCompositeOperation = "screen";
    if (context === this.context && radius <= SPARK_RADIUS) {
      context.globalAlpha *= Math.min(1, strength);
      context.drawImage(this.spark(colour), x - radius, y - radius, radius * 2, radius * 2);
    } else {
      context.fillStyle = lightGradient(context, x, y, radius, colour, strength);
      context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
    }
    context.restore();
  }

  /** A light of one colour as a picture: many small ones a frame cost a third of what their gradients would. */
  private spark(colour: Rgb): Canvas {
    const name = css(colour);
    const known = this.sparks.get(name);
    if (known) return known;
    const canvas = createCanvas(SPARK_SIDE, SPARK_SIDE);
    const context = canvas.getContext("2d");
    const middle = SPARK_SIDE / 2;
    context.fillStyle = lightGradient(context, middle, middle, middle, colour, 1);
    context.fillRect(0, 0, SPARK_SIDE, SPARK_SIDE);
    this.sparks.set(name, canvas);
    return canvas;
  }
}

function lightGradient(
  context: SKRSContext2D,
  x: number,
  y: number,
  radius: number,
  colour: Rgb,
  strength: number,
): CanvasGradient {
  const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
  for (let step = 0; step <= 8; step++) {
    const t = step / 8;
    gradient.addColorStop(t, css(colour, strength * (1 - t) ** 2.4));
  }
  return gradient;
}

/** Every row that is drawn for nothing costs as much as one with something on it. */
function cutToContent(canvas: Canvas, x: number, y: number): Layer {
  const { width, height } = canvas;
  const pixels = canvas.data();
  const isEmpty = (row: number) => {
    for (let at = row * width * 4 + 3, end = at + width * 4; at < end; at += 4) if (pixels[at]) return false;
    return true;
  };
  let first = 0;
  let last = height - 1;
  while (first < last && isEmpty(first)) first++;
  while (last > first && isEmpty(last)) last--;
  // A clear row on either side, so that the edge is smoothed as it was within the whole.
  first = Math.max(0, first - 1);
  last = Math.min(height - 1, last + 1);
  if (first === 0 && last === height - 1) return { canvas, x, y };
  const cut = createCanvas(width, last - first + 1);
  cut.getContext("2d").drawImage(canvas, 0, -first);
  return { canvas: cut, x, y: y + first };
}
