import type { Mode } from "#lib/domain/modes";
import type { Ratio } from "#lib/domain/ratios";
import type { Family } from "#lib/engine/render/vocabulary/families";
import type { Ffmpeg } from "#lib/media/ffmpeg";

export const FRAMES_PER_SECOND = 24;
/** In the file's metadata: honest about what it is, without a mark in the picture. */
export const FILE_COMMENT = "Preview, drawn by the built-in engine, not by an AI model";

/** One clip to draw. */
export interface RenderJob {
  prompt: string;
  mode: Mode;
  ratio: Ratio;
  seed: number;
  /** Short side of the frame in pixels. */
  shortSide: number;
  seconds: number;
  /** A local JPEG, PNG or WEBP that the clip starts from. */
  imagePath?: string;
  outputPath: string;
}

/** What the parent sends to the process that draws: the checked job, and the encoder that it found once for all clips. */
export interface RenderOrder {
  job: RenderJob;
  ffmpeg: Ffmpeg;
  /** Megabytes that the process that draws may hold. */
  memoryLimit: number;
}

/**
 * What the process that draws says back. `fault` tells whose it is: another try may help a renderer, and
 * never a start image that can't be decoded.
 */
export type RenderMessage =
  | { kind: "progress"; fraction: number }
  | { kind: "done"; family: Family }
  | { kind: "failed"; fault: "renderer" | "start-image"; detail: string };

export interface RenderedClip {
  width: number;
  height: number;
  frames: number;
  durationSeconds: number;
  sizeBytes: number;
  family: Family;
}

export function frameCount(seconds: number): number {
  return Math.max(2, Math.round(seconds * FRAMES_PER_SECOND));
}
