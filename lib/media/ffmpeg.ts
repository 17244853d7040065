import "server-only";
import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { AppError } from "#lib/domain/app-error";
import { env } from "#lib/env";
import { EMPTY_ENVIRONMENT } from "#lib/media/empty-environment";

const run = promisify(execFile);
const CHECK_TIMEOUT_MS = 10_000;
const LIMITER = "/usr/bin/prlimit";

/** How every child that decodes is started: it sees nothing of ours, and ends when it is told to. */
export const CHILD_OPTIONS = { env: EMPTY_ENVIRONMENT, killSignal: "SIGKILL", windowsHide: true } as const;

/** A way to start ffmpeg. The two kinds take the same command line: see `ffmpeg-wasm.ts`. */
export interface Ffmpeg {
  kind: "native" | "wasm";
  command: string;
  leadingArguments: readonly string[];
}

/** What a child may touch: local files and pipes, the containers we accept, and their codecs. */
export const LOCKED_DOWN = [
  ["-hide_banner", "-v", "error", "-nostdin"],
  ["-protocol_whitelist", "file,pipe"],
  ["-format_whitelist", "mov,matroska,webm"],
  [
    "-codec_whitelist",
    "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,aac,mp3,mp3float,opus,libopus,vorbis,libvorbis",
  ],
  ["-threads", "1"],
].flat();

let found: Promise<Ffmpeg> | undefined;

/**
 * The ffmpeg of this machine, looked for once a process: `FFMPEG_PATH` (the value `wasm` asks for
 * the built-in one), then the PATH, otherwise the WebAssembly build that comes with the project.
 * @throws {AppError} INTERNAL when `FFMPEG_PATH` names something that is no ffmpeg with H.264.
 */
export function findFfmpeg(): Promise<Ffmpeg> {
  found ??= search(env().FFMPEG_PATH);
  return found;
}

async function search(wanted: string | undefined): Promise<Ffmpeg> {
  if (wanted === "wasm") return wasmFfmpeg();
  if (wanted !== undefined) {
    if (await encodesH264(wanted)) return nativeFfmpeg(wanted);
    throw new AppError("INTERNAL", { detail: `FFMPEG_PATH names no ffmpeg that can encode H.264: ${wanted}` });
  }
  const onPath = await locateOnPath();
  return onPath !== undefined && (await encodesH264(onPath)) ? nativeFfmpeg(onPath) : wasmFfmpeg();
}

/** The ffmpeg in WebAssembly, in a Node process of its own: a sandbox by construction, three to four times slower. */
export function wasmFfmpeg(): Ffmpeg {
  const script = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/media/ffmpeg-wasm.ts");
  return {
    kind: "wasm",
    command: process.execPath,
    leadingArguments: ["--no-warnings", "--max-old-space-size=256", script],
  };
}

function nativeFfmpeg(command: string): Ffmpeg {
  return { kind: "native", command, leadingArguments: [] };
}

/** An absolute path, since the child gets an empty environment and could not look for itself. */
async function locateOnPath(): Promise<string | undefined> {
  try {
    const [command, args] =
      process.platform === "win32" ? ["where", ["ffmpeg"]] : ["/bin/sh", ["-c", "command -v ffmpeg"]];
    const { stdout } = await run(String(command), [args].flat(), { timeout: CHECK_TIMEOUT_MS });
    const [first] = stdout.split(/\r?\n/);
    return first !== undefined && path.isAbsolute(first) ? first : undefined;
  } catch {
    return undefined;
  }
}

async function encodesH264(command: string): Promise<boolean> {
  try {
    const { stdout } = await run(command, ["-hide_banner", "-h", "encoder=libx264"], {
      timeout: CHECK_TIMEOUT_MS,
      env: EMPTY_ENVIRONMENT,
    });
    return stdout.includes("Encoder libx264");
  } catch {
    return false;
  }
}

/** What a child that decodes a file from elsewhere may use. */
interface ChildLimits {
  cpuSeconds: number;
  /** Largest file that it may write. */
  fileBytes: number;
}

/**
 * The command that decodes a file from elsewhere: a native ffmpeg also gets limits of memory, CPU
 * time and file size from the kernel where `prlimit` exists.
 */
export async function limited(
  ffmpeg: Ffmpeg,
  args: readonly string[],
  { cpuSeconds, fileBytes }: ChildLimits,
): Promise<[string, string[]]> {
  const plain: [string, string[]] = [ffmpeg.command, [...ffmpeg.leadingArguments, ...args]];
  if (ffmpeg.kind === "wasm" || !(await isExecutable(LIMITER))) return plain;
  const limits = ["--as=2147483648", `--cpu=${cpuSeconds}`, `--fsize=${fileBytes}`, "--nofile=64", "--core=0"];
  return [LIMITER, [...limits, ...plain.flat()]];
}

/** Whether this machine has a program at this path. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
