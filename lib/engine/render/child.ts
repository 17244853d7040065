/**
 * The process that draws one clip, as `render-clip.ts` asks for it, and tells progress and the result. It
 * ends with its parent, and takes its encoder along.
 */
import { rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Canvas } from "@napi-rs/canvas";
import { frameSize } from "#lib/domain/ratios";
import { createClip } from "#lib/engine/render/draw-clip";
import {
  FILE_COMMENT,
  FRAMES_PER_SECOND,
  type RenderJob,
  type RenderMessage,
  type RenderOrder,
} from "#lib/engine/render/job";
import { encodeFrames } from "#lib/media/encode-frames";

/** Pixels that the canvas hands out lie outside the heap, where V8 does not see them pile up. */
const FRAMES_BETWEEN_COLLECTIONS = 8;
const FRAMES_BETWEEN_REPORTS = FRAMES_PER_SECOND / 2;

const abort = new AbortController();
let unfinished: string | undefined;

async function render({ job, ffmpeg, memoryLimit }: RenderOrder): Promise<RenderMessage> {
  unfinished = job.outputPath;
  const image = job.imagePath ? await loadImage(job, job.imagePath) : undefined;
  const clip = createClip(job, image);
  await encodeFrames(
    {
      width: clip.width,
      height: clip.height,
      frames: clip.frames,
      framesPerSecond: FRAMES_PER_SECOND,
      comment: FILE_COMMENT,
      outputPath: job.outputPath,
      ffmpeg,
      signal: abort.signal,
      onProgress: (fraction) => {
        // Twice a second of the clip, and at its end, says enough.
        const isDue = Math.round(fraction * clip.frames) % FRAMES_BETWEEN_REPORTS === 0;
        if (isDue || fraction === 1) report({ kind: "progress", fraction });
      },
    },
    (index) => {
      if (index % FRAMES_BETWEEN_COLLECTIONS === 0) {
        globalThis.gc?.({ type: "minor" });
        if (process.memoryUsage.rss() > memoryLimit * 2 ** 20)
          throw new Error(`it holds over ${memoryLimit} MB of memory`);
      }
      return clip.encodableFrame(index);
    },
  );
  unfinished = undefined;
  return { kind: "done", family: clip.plan.family };
}

class UndecodableImage extends Error {}

/** The decoder is loaded only where there is an image: it costs 20 MB. */
async function loadImage(job: RenderJob, file: string): Promise<Canvas> {
  const { loadStartImage } = await import("#lib/engine/render/load-start-image");
  const bytes = await readFile(file);
  return loadStartImage(bytes, frameSize(job.ratio, job.shortSide)).catch((cause: unknown) => {
    throw new UndecodableImage("the start image can't be decoded", { cause });
  });
}

function failure(error: unknown): RenderMessage {
  const fault = error instanceof UndecodableImage ? "start-image" : "renderer";
  return { kind: "failed", fault, detail: describe(error) };
}

function report(message: RenderMessage, sent: () => void = () => undefined): void {
  if (process.connected) process.send?.(message, undefined, undefined, sent);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.on("disconnect", () => {
  abort.abort();
  if (unfinished === undefined) process.exit(0);
  rmSync(unfinished, { force: true });
  process.exit(1);
});

process.once("message", (order: RenderOrder) => {
  render(order)
    .catch(failure)
    // Only the child's own goodbye lets the parent see its channel close.
    .then((last) => report(last, () => process.disconnect()));
});
