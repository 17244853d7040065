import "server-only";
import { spawn } from "node:child_process";
import { CHILD_OPTIONS, findFfmpeg, LOCKED_DOWN, limited } from "#lib/media/ffmpeg";

const CRF = 18;
const AUDIO_RATE = 48_000;
const TIMEOUT_MS = 15 * 60_000;
const ERROR_LIMIT_CHARACTERS = 8_192;
const LIMITS = { cpuSeconds: 900, fileBytes: 2 * 1024 ** 3 };

/** What a clip is to become. */
export interface ClipShape {
  width: number;
  height: number;
  framesPerSecond: number;
  /** Whether it is to have sound; silence where it has none of its own. */
  audio: boolean;
}

interface ReEncodeJob {
  input: string;
  output: string;
  shape: ClipShape;
  /** Length of the pictures; sound is cut or made longer to it. */
  durationSeconds: number;
  hasAudio: boolean;
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
}

/**
 * Writes `input` anew as H.264 (and AAC) of another shape, whole inside the new frame with black around it. Two
 * clips of one shape can be joined without being encoded again. The child is locked down as the decoder is.
 * @throws {Error} when ffmpeg fails or `signal` aborts; the unfinished file is left to the caller
 */
export async function reEncodeClip(job: ReEncodeJob): Promise<void> {
  const [command, args] = await limited(await findFfmpeg(), argumentsOf(job), LIMITS);
  const child = spawn(command, args, {
    stdio: ["ignore", "ignore", "pipe"],
    ...CHILD_OPTIONS,
    cwd: process.cwd(),
    timeout: TIMEOUT_MS,
    signal: job.signal,
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    const text = chunk.toString();
    const microseconds = [...text.matchAll(/out_time_us=(\d+)/g)].at(-1)?.[1];
    if (microseconds) job.onProgress?.(Math.min(1, Number(microseconds) / 1e6 / job.durationSeconds));
    else if (complaint.length < ERROR_LIMIT_CHARACTERS) complaint += text;
  });
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`ffmpeg ended with ${code ?? signal}: ${complaint.trim()}`));
    });
  });
}

function argumentsOf({ input, output, shape, durationSeconds, hasAudio }: ReEncodeJob): string[] {
  const { width, height, framesPerSecond, audio } = shape;
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease:flags=bicubic`;
  const filters = [
    `[0:v:0]${fit},pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2,setsar=1,fps=${framesPerSecond},format=yuv420p[v]`,
    ...(audio && hasAudio ? [`[0:a:0]aresample=${AUDIO_RATE},aformat=channel_layouts=stereo,apad[a]`] : []),
    ...(audio && !hasAudio ? [`anullsrc=r=${AUDIO_RATE}:cl=stereo[a]`] : []),
  ];
  return [
    ...LOCKED_DOWN,
    ...["-y", "-i", input, "-filter_complex", filters.join(";"), "-map", "[v]"],
    ...(audio ? ["-map", "[a]", "-c:a", "aac", "-b:a", "160k"] : ["-an"]),
    ...["-sn", "-dn", "-map_metadata", "-1", "-t", durationSeconds.toFixed(3)],
    ...["-c:v", "libx264", "-preset", "veryfast", "-crf", String(CRF), "-profile:v", "high"],
    ...["-g", String(Math.round(framesPerSecond * 2)), "-threads", "1", "-progress", "pipe:2", "-nostats"],
    ...["-f", "mp4", output],
  ];
}
