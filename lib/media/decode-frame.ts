import "server-only";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { EMPTY_ENVIRONMENT } from "#lib/media/empty-environment";
import { findFfmpeg, limited } from "#lib/media/ffmpeg";

const TIMEOUT_MS = 60_000;
const ERROR_LIMIT_BYTES = 4_096;

/** What the child may touch: local files and pipes, the containers we accept, and their codecs. */
const LOCKED_DOWN = [
  ["-hide_banner", "-v", "error", "-nostdin"],
  ["-protocol_whitelist", "file,pipe"],
  ["-format_whitelist", "mov,matroska,webm"],
  ["-codec_whitelist", "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4"],
  ["-threads", "1"],
].flat();

interface FrameRequest {
  atSeconds: number;
  width: number;
  height: number;
}

/**
 * Decodes the frame at `atSeconds`, scaled to `width` by `height`, as RGB bytes; undefined where the
 * video has none there or can't be decoded. The decoder is a locked-down child: empty environment,
 * whitelists, limits, and SIGKILL after a minute.
 */
export async function decodeFrame(video: string, request: FrameRequest): Promise<Buffer | undefined> {
  const { atSeconds, width, height } = request;
  const scale = `scale=${width}:${height}:flags=bicubic+accurate_rnd+full_chroma_int`;
  const [command, args] = await limited(await findFfmpeg(), [
    ...LOCKED_DOWN,
    ...["-ss", String(atSeconds), "-i", video, "-map", "0:v:0", "-an", "-sn", "-dn", "-frames:v", "1"],
    ...["-vf", scale, "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"],
  ]);
  const wanted = width * height * 3;
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: EMPTY_ENVIRONMENT,
    cwd: process.cwd(),
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
    windowsHide: true,
  });
  const chunks: Buffer[] = [];
  let received = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > wanted) child.kill("SIGKILL");
    else chunks.push(chunk);
  });
  let errors = 0;
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.length;
    if (errors > ERROR_LIMIT_BYTES * 64) child.kill("SIGKILL");
  });
  await once(child, "close");
  return received === wanted ? Buffer.concat(chunks, wanted) : undefined;
}
