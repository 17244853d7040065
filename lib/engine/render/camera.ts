import { clamp, easeInOut, mix } from "#lib/engine/render/interpolate";
import type { Motion } from "#lib/engine/render/plan-scene";
import type { CameraMove } from "#lib/engine/render/vocabulary/motions";

/** Where the camera is: offsets in shares of the frame, zoom 1 or more, roll in radians. */
interface Camera {
  x: number;
  y: number;
  zoom: number;
  roll: number;
}

/** One moment of a clip. */
export interface Moment {
  /** Since the start of the clip, times the scene's speed: what moves by itself uses this. */
  seconds: number;
  /** Share of the clip, 0 to 1. */
  progress: number;
  camera: Camera;
  /** The moment of the even frame at or before this one, for what is drawn on twos. */
  held: Moment;
}

const PUSH = 0.11;
const SLIDE = 0.06;
const LIMIT = 0.085;

/** The camera at `progress` (0 to 1) and `seconds`: calm, playful or dramatic as `motion` says. */
export function moveCamera(move: CameraMove, motion: Motion, progress: number, seconds: number): Camera {
  const p = motion.drama > 0 ? mix(progress, easeInOut(progress), 0.7) : progress;
  const travel = motion.travel;
  const across = (p - 0.5) * 2;
  const camera: Camera = { x: 0, y: 0, zoom: 1.02, roll: 0 };
  if (move === "in") camera.zoom += PUSH * travel * p;
  if (move === "out") camera.zoom += PUSH * travel * (1 - p);
  if (move === "left") camera.x = -SLIDE * travel * across;
  if (move === "right") camera.x = SLIDE * travel * across;
  if (move === "up") camera.y = -SLIDE * travel * across;
  if (move === "down") camera.y = SLIDE * travel * across;
  if (move === "orbit") {
    camera.x = SLIDE * travel * Math.sin(across * 1.3);
    camera.zoom += PUSH * 0.5 * travel * (1 - across * across);
  }
  camera.zoom += move === "still" ? 0 : 0.015 * p;
  if (motion.bounce > 0 && move !== "still") {
    camera.x += 0.012 * Math.sin(seconds * 1.9);
    camera.y += 0.01 * Math.abs(Math.sin(seconds * 2.3)) - 0.005;
    camera.roll = 0.009 * Math.sin(seconds * 1.4);
  }
  if (motion.drama > 0 && move !== "still") camera.roll = 0.014 * (p - 0.5);
  camera.x = clamp(camera.x, -LIMIT, LIMIT);
  camera.y = clamp(camera.y, -LIMIT, LIMIT);
  return camera;
}
