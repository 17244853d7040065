import "server-only";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { CHILD_OPTIONS, findFfmpeg, LOCKED_DOWN, limited } from "#lib/media/ffmpeg";

const TIMEOUT_MS = 60_000;
const ERROR_LIMIT_BYTES = 256 * 1_024;
const LIMITS = { cpuSeconds: 60, fileBytes: 1_048_576 };

/** So far before the end the last frame is looked for, in seconds: sound may go on for longer than the pictures. */
const LOOK_BACK_SECONDS = [0.5, 3, Number.POSITIVE_INFINITY];

interface FrameSize {
  width: number;
  height: number;
}

/**
 * Decodes the frame at `atSeconds`, scaled to `width` by `height`, as RGB bytes; undefined where the
 * video has none there or can't be decoded. The decoder is a locked-down child: empty environment,
 * whitelists, limits, and SIGKILL after a minute.
 */
export function decodeFrame(video: string, request: FrameSize & { atSeconds: number }): Promise<Buffer | undefined> {
  return lastOf(video, { ...request, only: true });
}

/**
 * Decodes the last frame of a video whose pictures last `durationSeconds`, as `decodeFrame` does. Where there
 * is none shortly before the end it looks further back, at last through all of it.
 */
export async function decodeLastFrame(
  video: string,
  { durationSeconds, ...size }: FrameSize & { durationSeconds: number },
): Promise<Buffer | undefined> {
  for (const back of LOOK_BACK_SECONDS) {
    const atSeconds = Math.max(0, Math.round((durationSeconds - back) * 1_000) / 1_000);
    const pixels = await lastOf(video, { ...size, atSeconds, only: false });
    if (pixels || atSeconds === 0) return pixels;
  }
  return undefined;
}

/** The last frame that comes from `atSeconds` on, or the only one that is asked for. */
async function lastOf(
  video: string,
  { atSeconds, width, height, only }: FrameSize & { atSeconds: number; only: boolean },
): Promise<Buffer | undefined> {
  const scale = `scale=${width}:${height}:flags=bicubic+accurate_rnd+full_chroma_int`;
  const args = [
    ...LOCKED_DOWN,
    ...[
      "-ss",
      String(atSeconds),
      "-i",
      video,
      "-map",
      "0:v:0",
      "-an",
      "-sn",
      "-dn",
      ...(only ? ["-frames:v", "1"] : []),
    ],
    ...["-vf", scale, "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"],
  ];
  const [command, commandLine] = await limited(await findFfmpeg(), args, LIMITS);
  const child = spawn(command, commandLine, {
    stdio: ["ignore", "pipe", "pipe"],
    ...CHILD_OPTIONS,
    cwd: process.cwd(),
    timeout: TIMEOUT_MS,
  });
  // Two frames are held at most: the one that is coming in, and the last that was whole.
  const size = width * height * 3;
  let coming: Buffer = Buffer.alloc(size);
  let whole: Buffer | undefined;
  let filled = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    if (only && whole) child.kill("SIGKILL");
    for (let read = 0; read < chunk.length; ) {
      const taken = chunk.copy(coming, filled, read);
      read += taken;
      filled += taken;
      if (filled < size) continue;
      [whole, coming, filled] = [coming, whole ?? Buffer.alloc(size), 0];
    }
  });
  let errors = 0;
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.length;
    if (errors > ERROR_LIMIT_BYTES) child.kill("SIGKILL");
  });
  await once(child, "close");
  return filled === 0 ? whole : undefined;
}
