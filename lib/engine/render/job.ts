import { z } from "zod";
import { MODES } from "#lib/domain/modes";
import { RATIOS } from "#lib/domain/ratios";
import type { Family } from "#lib/engine/render/vocabulary/families";

export const FRAMES_PER_SECOND = 24;
/** In the file's metadata: honest about what it is, without a mark in the picture. */
export const FILE_COMMENT = "Preview, drawn by the built-in engine, not by an AI model";

/** What the parent sends to the process that draws. */
export const renderJobSchema = z.object({
  prompt: z.string().min(1).max(5_000),
  mode: z.enum(MODES),
  ratio: z.enum(RATIOS),
  seed: z.number().int(),
  /** Short side of the frame in pixels. */
  shortSide: z.number().int().min(32).max(2_160),
  seconds: z.number().min(0.1).max(60),
  /** A local JPEG, PNG or WEBP that the clip starts from. */
  imagePath: z.string().min(1).optional(),
  outputPath: z.string().min(1),
});
export type RenderJob = z.infer<typeof renderJobSchema>;

/** What the process that draws says back. */
export const renderMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("progress"), fraction: z.number() }),
  z.object({ kind: z.literal("done"), family: z.custom<Family>((value) => typeof value === "string") }),
  /** `fault` tells whose it is: another try may help a renderer, and never a start image that can't be decoded. */
  z.object({ kind: z.literal("failed"), fault: z.enum(["renderer", "start-image"]), detail: z.string() }),
]);
export type RenderMessage = z.infer<typeof renderMessageSchema>;

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
