import "server-only";
import { rm } from "node:fs/promises";
import { areAlike, type Clip, joinClips, openClip } from "#lib/media/join-clips";
import { type ClipShape, reEncodeClip } from "#lib/media/re-encode-clip";

/** Joining takes this share of the work where clips are encoded anew. */
const JOIN_SHARE = 0.05;

interface StitchOptions {
  signal?: AbortSignal;
  /** Told the done part of the work, from 0 to 1. */
  onProgress?: (fraction: number) => void;
}

/**
 * Makes one MP4 of clips in their order. Where all are alike their packets are copied; otherwise each is first
 * encoded anew to the size and frame rate of the first one, beside its file.
 * @returns how it was done
 * @throws {Error} when a clip can't be read, ffmpeg fails or `signal` aborts; the unfinished file is left to the caller
 */
export async function stitchClips(
  files: readonly string[],
  outputPath: string,
  { signal, onProgress }: StitchOptions = {},
): Promise<"joined" | "re-encoded"> {
  const clips = await openAll(files);
  try {
    if (areAlike(clips)) {
      await joinClips(clips, outputPath, { signal, onProgress });
      return "joined";
    }
    const alike = await openAll(await reEncodeAll(clips, (done) => onProgress?.(done * (1 - JOIN_SHARE)), signal));
    try {
      await joinClips(alike, outputPath, { signal });
    } finally {
      await close(alike);
      await Promise.all(alike.map(({ file }) => rm(file, { force: true })));
    }
    onProgress?.(1);
    return "re-encoded";
  } finally {
    await close(clips);
  }
}

async function openAll(files: readonly string[]): Promise<Clip[]> {
  const clips: Clip[] = [];
  try {
    for (const file of files) clips.push(await openClip(file));
    return clips;
  } catch (error) {
    await close(clips);
    throw error;
  }
}

async function close(clips: readonly Clip[]): Promise<void> {
  for (const { input } of clips) input.dispose();
}

/** Even, as 4:2:0 video wants. */
const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2);

/** Frames a second as a round number where they are meant to be one: counting loses a little at the ends. */
function roundRate(rate: number): number {
  const whole = Math.round(rate);
  return Math.abs(rate - whole) < 0.02 ? Math.max(1, whole) : Math.round(rate * 1_000) / 1_000;
}

function shapeOf(clips: readonly Clip[]): ClipShape {
  const [first] = clips;
  if (!first) throw new Error("There is nothing to stitch");
  return {
    width: even(first.width),
    height: even(first.height),
    framesPerSecond: roundRate(first.frames / first.durationSeconds),
    audio: clips.some(({ audio }) => audio !== null),
  };
}

async function reEncodeAll(
  clips: readonly Clip[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const shape = shapeOf(clips);
  const total = clips.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const made: string[] = [];
  let done = 0;
  for (const clip of clips) {
    const { file: input, durationSeconds } = clip;
    const output = `${input}.alike.mp4`;
    await reEncodeClip({
      ...{ input, output, shape, durationSeconds, signal },
      hasAudio: clip.audio !== null,
      onProgress: (fraction) => onProgress((done + fraction * durationSeconds) / total),
    });
    done += durationSeconds;
    made.push(output);
  }
  return made;
}
