import { z } from "zod";
import { MODES } from "#lib/domain/modes";
import { RATIOS } from "#lib/domain/ratios";
import type { RenderJob, RenderMessage } from "#lib/engine/render/job";
import type { Family } from "#lib/engine/render/vocabulary/families";

/** Checked by the parent: the process that draws starts for every clip and would load zod for it. */
export const renderJobSchema: z.ZodType<RenderJob> = z.object({
  prompt: z.string().min(1).max(5_000),
  mode: z.enum(MODES),
  ratio: z.enum(RATIOS),
  seed: z.number().int(),
  shortSide: z.number().int().min(32).max(2_160),
  seconds: z.number().min(0.1).max(60),
  imagePath: z.string().min(1).optional(),
  outputPath: z.string().min(1),
});

export const renderMessageSchema: z.ZodType<RenderMessage> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("progress"), fraction: z.number() }),
  z.object({ kind: z.literal("done"), family: z.custom<Family>((value) => typeof value === "string") }),
  z.object({ kind: z.literal("failed"), fault: z.enum(["renderer", "start-image"]), detail: z.string() }),
]);
