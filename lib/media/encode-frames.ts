import "server-only";
import { spawn } from "node:child_process";
import { setImmediate } from "node:timers/promises";
import { EMPTY_ENVIRONMENT } from "#lib/media/empty-environment";
import type { Ffmpeg } from "#lib/media/ffmpeg";

const ERROR_LIMIT_CHARACTERS = 8_192;
const CRF = 19;

interface EncodeJob {
  width: number;
  height: number;
  framesPerSecond: number;
  frames: number;
  /** Written into the file's metadata. */
  comment: string;
  outputPath: string;
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
  ffmpeg: Ffmpeg;
}

/**
 * Encodes frames to an H.264 High MP4 (yuv420p, BT.709, faststart) with back-pressure: a frame is
 * asked for only when ffmpeg has taken the one before. `frameAt` returns planar 4:2:0 bytes, Y then U
 * then V, in limited range; its buffer may be used again for the next frame.
 * @throws {Error} when ffmpeg fails or `signal` aborts; the unfinished file is left to the caller.
 */
export async function encodeFrames(job: EncodeJob, frameAt: (index: number) => Uint8Array): Promise<void> {
  const { command, leadingArguments } = job.ffmpeg;
  const child = spawn(command, [...leadingArguments, ...encoderArguments(job)], {
    stdio: ["pipe", "ignore", "pipe"],
    env: EMPTY_ENVIRONMENT,
    signal: job.signal,
    killSignal: "SIGKILL",
    windowsHide: true,
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (complaint.length < ERROR_LIMIT_CHARACTERS) complaint += chunk.toString();
  });
  let failure: Error | undefined;
  const closed = new Promise<void>((resolve) => {
    child.on("error", (error) => {
      failure = error;
      resolve();
    });
    child.on("close", (code, signal) => {
      if (code !== 0) failure ??= new Error(`ffmpeg ended with ${code ?? signal}: ${complaint.trim()}`);
      resolve();
    });
  });
  // A broken pipe is told by the exit code, with ffmpeg's own words.
  child.stdin.on("error", () => undefined);

  for (let index = 0; index < job.frames && failure === undefined; index++) {
    const frame = frameAt(index);
    // The pipe holds on to the buffer until the callback: only then may the next frame be drawn into it.
    const taken = new Promise<void>((resolve) => child.stdin.write(frame, () => resolve()));
    await Promise.race([taken, closed]);
    // A write that succeeds at once never leaves the tick queue: let signals and a parent's end be heard.
    await setImmediate();
    job.onProgress?.((index + 1) / job.frames);
  }
  child.stdin.end();
  await closed;
  if (failure !== undefined) throw failure;
}

/** The encoder's command line; frames come by standard input, or from a file where `input` names one. */
export function encoderArguments(job: Omit<EncodeJob, "ffmpeg">, input = "pipe:0"): string[] {
  const { width, height, framesPerSecond } = job;
  const bt709 = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv";
  return [
    ["-hide_banner", "-nostdin", "-loglevel", "error", "-y"],
    ["-f", "rawvideo", "-pixel_format", "yuv420p", "-video_size", `${width}x${height}`],
    ["-framerate", String(framesPerSecond), "-i", input],
    ["-an", "-sn", "-dn", "-map_metadata", "-1", "-metadata", `comment=${job.comment}`],
    ["-vf", bt709, "-c:v", "libx264", "-preset", "veryfast", "-crf", String(CRF)],
    ["-profile:v", "high", "-pix_fmt", "yuv420p", "-g", String(framesPerSecond * 2)],
    ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
    ["-threads", "1", "-movflags", "+faststart", "-f", "mp4", job.outputPath],
  ].flat();
}
