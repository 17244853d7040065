import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { frameSize } from "#lib/domain/ratios";
import { type Moment, moveCamera } from "#lib/engine/render/camera";
import { css } from "#lib/engine/render/colour";
import { FRAMES_PER_SECOND, frameCount, type RenderJob } from "#lib/engine/render/job";
import { createParticles } from "#lib/engine/render/particles";
import { planScene, type ScenePlan } from "#lib/engine/render/plan-scene";
import { createScene } from "#lib/engine/render/scenes/create-scene";
import { type DrawMoment, Stage } from "#lib/engine/render/stage";
import { createYuvConverter } from "#lib/engine/render/yuv";

const CONTRAST = { normal: 0.12, fun: 0.2, spicy: 0.55 } as const;

export interface Clip {
  plan: ScenePlan;
  width: number;
  height: number;
  frames: number;
  /** The canvas with frame `index` drawn on it; the next call draws over it. */
  drawFrame(index: number): Canvas;
  /** Frame `index` as the encoder takes it; the bytes are overwritten by the next call. */
  encodableFrame(index: number): Uint8Array;
}

type ClipRequest = Pick<RenderJob, "prompt" | "mode" | "ratio" | "seed" | "shortSide" | "seconds">;

/**
 * Prepares a clip: plans the scene and sets its stage. With `image` (already cut to the frame's shape)
 * the clip starts on that image. Frames can be drawn in any order and are always the same.
 */
export function createClip(request: ClipRequest, image?: Canvas): Clip {
  const { width, height } = frameSize(request.ratio, request.shortSide);
  const frames = frameCount(request.seconds);
  const plan = planScene(request.prompt, request.mode, request.seed, image !== undefined);
  const stage = new Stage(plan, width, height);
  const draw = createScene(stage, image);
  const drawParticles = createParticles(stage);
  const drawVignette = createVignette(stage);
  const toYuv = createYuvConverter(width, height, { contrast: image ? 0 : CONTRAST[request.mode] });

  const drawFrame = (index: number): Canvas => {
    const moment = momentAt(plan, frames, index);
    const { progress } = moment;
    // Half-covered pixels at an edge would otherwise keep something of the frame drawn before.
    stage.context.fillStyle = css(plan.palette.near);
    stage.context.fillRect(0, 0, width, height);
    draw(moment);
    // The first frame of an image clip is the image itself; what is added fades in.
    stage.context.globalAlpha = image ? Math.min(1, progress * 4) : 1;
    drawParticles(moment);
    drawVignette(moment);
    stage.context.globalAlpha = 1;
    return stage.canvas;
  };
  return { plan, width, height, frames, drawFrame, encodableFrame: (index) => toYuv(drawFrame(index).data()) };
}

function momentAt(plan: ScenePlan, frames: number, index: number): Moment {
  const { camera, motion } = plan;
  const progress = index / (frames - 1);
  const seconds = (index / FRAMES_PER_SECOND) * motion.speed;
  const moment = { seconds, progress, camera: moveCamera(camera, motion, progress, seconds) };
  if (index % 2 === 1) return { ...moment, held: momentAt(plan, frames, index - 1) };
  const even: Moment = {
    ...moment,
    get held() {
      return even;
    },
  };
  return even;
}

function createVignette(stage: Stage): DrawMoment {
  const { context, width, height, plan } = stage;
  const strength = plan.motion.drama > 0 ? 0.5 : 0.26;
  const radius = Math.hypot(width, height) / 2;
  const gradient = context.createRadialGradient(
    width / 2,
    height / 2,
    radius * 0.5,
    width / 2,
    height / 2,
    radius * 1.05,
  );
  for (let step = 0; step <= 6; step++) gradient.addColorStop(step / 6, css([0, 0, 8], strength * (step / 6) ** 2));
  // Worked out once: as a picture it costs a third of what the gradient would in every frame.
  const picture = createCanvas(width, height);
  const painter = picture.getContext("2d");
  painter.fillStyle = gradient;
  painter.fillRect(0, 0, width, height);
  return () => context.drawImage(picture, 0, 0);
}
