import { execFile } from "node:child_process";
import { open, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { createClip } from "#lib/engine/render/draw-clip";
import { FILE_COMMENT, FRAMES_PER_SECOND, type RenderJob } from "#lib/engine/render/job";
import { renderClip } from "#lib/engine/render/render-clip";
import { encoderArguments } from "#lib/media/encode-frames";
import { type Ffmpeg, findFfmpeg } from "#lib/media/ffmpeg";
import { descendants, endedChildrenCpuSeconds, residentMegabytes } from "#tests/bench/processes";

const run = promisify(execFile);
const SAMPLE_MS = 50;

/** Families of different weight. */
export const PROMPTS = ["snowy mountain lake at sunset", "tokyo street at night in neon rain", "field of sunflowers"];

/** A clip as the engine orders it: 6 s, 3:2. */
export function clipJob(prompt: string, shortSide: number, folder: string): RenderJob {
  return {
    prompt,
    mode: "normal",
    ratio: "3:2",
    seed: 7,
    shortSide,
    seconds: 6,
    outputPath: path.join(folder, "clip.mp4"),
  };
}

/** CPU seconds of this process and all that it starts, until `work` is done. */
async function cpuSecondsOf(work: () => Promise<unknown>): Promise<number> {
  const own = process.cpuUsage();
  const children = endedChildrenCpuSeconds();
  await work();
  const { user, system } = process.cpuUsage(own);
  return (user + system) / 1e6 + endedChildrenCpuSeconds() - children;
}

/** CPU seconds of one clip: drawn, encoded and checked by the engine, and its frames encoded from a file by ffmpeg alone. */
export async function measureClip(job: RenderJob): Promise<{ engineSeconds: number; ffmpegSeconds: number }> {
  const engineSeconds = await cpuSecondsOf(() => renderClip(job));
  const raw = `${job.outputPath}.yuv`;
  const { width, height, frames } = await writeFrames(job, raw);
  const ffmpeg = await findFfmpeg();
  const encodeJob = {
    width,
    height,
    frames,
    framesPerSecond: FRAMES_PER_SECOND,
    comment: FILE_COMMENT,
    outputPath: job.outputPath,
  };
  const ffmpegSeconds = await cpuSecondsOf(() =>
    run(ffmpeg.command, [...ffmpeg.leadingArguments, ...encoderArguments(encodeJob, raw)]),
  );
  await rm(raw);
  return { engineSeconds, ffmpegSeconds };
}

async function writeFrames(job: RenderJob, file: string) {
  const { width, height, frames, encodableFrame } = createClip(job);
  const handle = await open(file, "w");
  try {
    for (let index = 0; index < frames; index++) await handle.write(encodableFrame(index));
  } finally {
    await handle.close();
  }
  return { width, height, frames };
}

/** The most that the process that draws, and it with its encoder, hold in memory at once. */
export async function measureMemory(
  job: RenderJob,
  ffmpeg: Ffmpeg,
): Promise<{ childMegabytes: number; withEncoderMegabytes: number }> {
  const peak = { childMegabytes: 0, withEncoderMegabytes: 0 };
  const done = new AbortController();
  const watching = (async () => {
    while (!done.signal.aborted) {
      const sizes = descendants().map(({ pid, command }) => ({ command, megabytes: residentMegabytes(pid) }));
      const child = sizes.find(({ command }) => command.includes("render/child.ts"))?.megabytes ?? 0;
      const all = sizes.reduce((sum, { megabytes }) => sum + megabytes, 0);
      peak.childMegabytes = Math.max(peak.childMegabytes, child);
      peak.withEncoderMegabytes = Math.max(peak.withEncoderMegabytes, all);
      await setTimeout(SAMPLE_MS);
    }
  })();
  await renderClip(job, { ffmpeg }).finally(() => done.abort());
  await watching;
  return peak;
}
