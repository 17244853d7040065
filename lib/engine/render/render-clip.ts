import "server-only";
import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { constants, setPriority } from "node:os";
import path from "node:path";
import { FAILURE_REASONS } from "#lib/contract/status";
import { AppError } from "#lib/domain/app-error";
import { compiledFolder } from "#lib/engine/output-files";
import { frameCount, type RenderedClip, type RenderJob, type RenderOrder } from "#lib/engine/render/job";
import { renderJobSchema, renderMessageSchema } from "#lib/engine/render/job-schema";
import type { Family } from "#lib/engine/render/vocabulary/families";
import { TaskFailure } from "#lib/engine/task-failure";
import { EMPTY_ENVIRONMENT } from "#lib/media/empty-environment";
import { type Ffmpeg, findFfmpeg, isExecutable } from "#lib/media/ffmpeg";
import { probeVideo } from "#lib/media/probe";

const HEAP_LIMIT_MB = 192;
const STARTUP_MS = 30_000;
/** Generous for a loaded machine with WebAssembly; a hang ends all the same. */
const MS_PER_MEGAPIXEL_FRAME = 3_000;

/**
 * The most that the process that draws may hold, pixels and decoded images included; it needs some 150. Its
 * encoder is a process of its own with the memory that it always takes.
 */
const MEMORY_LIMIT_MB = 768;
/** Has the kernel end the child with this process, even where the child hangs and can't tell that it is alone. */
const WITH_PARENT = ["/usr/bin/setpriv", "--pdeathsig", "KILL"] as const;

interface RenderOptions {
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
  /** The encoder; by default the one that this machine has. */
  ffmpeg?: Ffmpeg;
  /** Megabytes of the process that draws. */
  memoryLimit?: number;
  /** Milliseconds from start to end; by default by the size of the clip. */
  timeLimit?: number;
}

/**
 * Draws the clip of `job` in a child process and returns when the whole, checked file lies at
 * `outputPath`. Until then it has a name of its own beside it, so a reader never sees half a clip.
 * @throws {AppError} RENDER_FAILED (retryable) when the child fails, dies, hangs or is aborted by
 * `signal`; nothing is left behind.
 * @throws {TaskFailure} when the start image can't be decoded.
 */
export async function renderClip(job: RenderJob, options: RenderOptions = {}): Promise<RenderedClip> {
  const checked = renderJobSchema.parse(job);
  const attempt = `${checked.outputPath}.${randomUUID()}.part`;
  try {
    const { ffmpeg = await findFfmpeg(), memoryLimit = MEMORY_LIMIT_MB } = options;
    const order = { job: { ...checked, outputPath: attempt }, ffmpeg, memoryLimit };
    const family = await drawInChild(order, await isExecutable(WITH_PARENT[0]), options);
    const facts = await probeVideo(attempt);
    const wanted = frameCount(checked.seconds);
    if (facts.frames !== wanted) throw new Error(`the file has ${facts.frames} of ${wanted} frames`);
    await sync(attempt);
    await rename(attempt, checked.outputPath);
    await sync(path.dirname(checked.outputPath));
    const { width, height, frames, durationSeconds, sizeBytes } = facts;
    return { width, height, frames, durationSeconds, sizeBytes, family };
  } catch (error) {
    await rm(attempt, { force: true });
    if (error instanceof TaskFailure) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError("RENDER_FAILED", { cause: error, detail, retryable: true });
  }
}

function drawInChild(order: RenderOrder, endsWithParent: boolean, options: RenderOptions): Promise<Family> {
  const { signal, onProgress, timeLimit = timeLimitMs(order.job) } = options;
  signal?.throwIfAborted();
  const [command, ...before] = endsWithParent ? [...WITH_PARENT, process.execPath] : [process.execPath];
  const script = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/engine/render/child.ts");
  const child = fork(script, {
    execPath: command,
    execArgv: [
      ...before,
      "--conditions=react-server",
      "--no-warnings",
      "--expose-gc",
      `--max-old-space-size=${HEAP_LIMIT_MB}`,
    ],
    cwd: process.cwd(),
    // It needs no setting and no secret. Its modules are compiled once and kept: anew for every clip they
    // would take a twentieth of its CPU time.
    env: { ...EMPTY_ENVIRONMENT, NODE_COMPILE_CACHE: compiledFolder() },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // A group of its own, so that its encoder dies with it.
    detached: true,
  });
  lowerPriority(child);

  return new Promise((resolve, reject) => {
    let family: Family | undefined;
    let reason: string | undefined;
    let undecodable = false;
    let complaint = "";
    const stop = (why: string) => {
      reason ??= why;
      killGroup(child);
    };
    const onAbort = () => stop("it was aborted");
    const timer = setTimeout(() => stop("it took too long"), timeLimit);
    signal?.addEventListener("abort", onAbort, { once: true });
    child.stderr?.on("data", (chunk: Buffer) => {
      if (complaint.length < 4_096) complaint += chunk.toString();
    });
    child.on("message", (raw) => {
      const message = renderMessageSchema.safeParse(raw);
      if (!message.success) return;
      if (message.data.kind === "progress") onProgress?.(message.data.fraction);
      if (message.data.kind === "done") family = message.data.family;
      if (message.data.kind !== "failed") return;
      reason ??= message.data.detail;
      undecodable = message.data.fault === "start-image";
    });
    child.on("error", (error) => stop(error.message));
    child.on("close", (code, killedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      // After a crash of the child alone its encoder may still be at work on the file.
      killGroup(child);
      if (family !== undefined && reason === undefined) resolve(family);
      else if (undecodable) reject(new TaskFailure(FAILURE_REASONS.fileType, new Error(reason)));
      else reject(new Error(reason ?? `the renderer ended with ${code ?? killedBy}: ${complaint.trim()}`));
    });
    child.send(order, (error) => {
      if (error) stop(error.message);
    });
  });
}

function timeLimitMs(job: RenderJob): number {
  const megapixels = (job.shortSide * job.shortSide * 1.78) / 1e6;
  return STARTUP_MS + frameCount(job.seconds) * megapixels * MS_PER_MEGAPIXEL_FRAME;
}

function lowerPriority(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Not every system allows it; the clip is drawn all the same.
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nobody of the group is left, or the system (Windows) has no groups.
    child.kill("SIGKILL");
  }
}

/** Makes a file's bytes, or a directory's names, survive a power cut. */
async function sync(target: string): Promise<void> {
  const handle = await open(target, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
