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
  createLayer(paint: (context: SKRSContext2D) => void): Canvas {
    const layer = createCanvas(this.spanX, this.spanY);
    const context = layer.getContext("2d");
    context.translate(-this.left, -this.top);
    paint(context);
    return layer;
  }

  drawLayer(layer: Canvas): void {
    this.context.drawImage(layer, this.left, this.top);
  }

  /** `drawLayer` for one without edges, such as a plain sky: what lies between its pixels needs no working out. */
  drawSoftLayer(layer: Canvas): void {
    this.context.imageSmoothingEnabled = false;
    this.drawLayer(layer);
    this.context.imageSmoothingEnabled = true;
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
    const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
    for (let step = 0; step <= 8; step++) {
      const t = step / 8;
      gradient.addColorStop(t, css(colour, strength * (1 - t) ** 2.4));
    }
    context.save();
    context.globalCompositeOperation = "screen";
    context.fillStyle = gradient;
    context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
    context.restore();
  }
}
