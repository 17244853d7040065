import "server-only";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { FAILURE_REASONS } from "#lib/contract/status";
import { type ClaimedTask, claimTask, LEASE_SECONDS } from "#lib/engine/claim-task";
import { fetchImage } from "#lib/engine/fetch-image";
import { outputPath, outputsFolder, scratchFolder } from "#lib/engine/output-files";
import { refuseBlockedPrompt } from "#lib/engine/refuse-blocked-prompt";
import type { RenderedClip, RenderJob } from "#lib/engine/render/job";
import { renderClip } from "#lib/engine/render/render-clip";
import { TaskFailure } from "#lib/engine/task-failure";
import {
  completeTask,
  failTask,
  makeOutputId,
  type NewOutput,
  putBackTask,
  renewLease,
} from "#lib/engine/task-outcome";
import { env } from "#lib/env";
import { log } from "#lib/log";

/** Clips of one task, as the API page's example shows: variations of one seed. */
const OUTPUTS_PER_TASK = 2;
/** A crash or a hang is tried once more. */
export const MAX_ATTEMPTS = 2;
const HEARTBEAT_MS = (LEASE_SECONDS * 1_000) / 3;
/** A renderer ends a hang by itself, well before; this holds even for one that does not. */
const TASK_LIMIT_MS = 3 * 3_600_000;
/** How long a stopped renderer may take to let go of its files. */
const STOP_GRACE_MS = 5_000;

type Render = (job: RenderJob, options: { signal?: AbortSignal }) => Promise<RenderedClip>;

interface RenderNextOptions {
  /** Draws one clip; the built-in renderer by default. */
  render?: Render;
  /** Longest time for one attempt at a task. */
  taskLimitMs?: number;
}

/**
 * Takes the next waiting task, fairly between accounts, and brings it to an end: completed with two
 * clips, failed with its credits given back, or back among the waiting ones for its second attempt. An
 * abort of `signal` (the server stops) puts it back and costs it no attempt.
 * @returns false when nothing waited.
 */
export async function renderNext(signal: AbortSignal, options: RenderNextOptions = {}): Promise<boolean> {
  signal.throwIfAborted();
  const task = await claimTask();
  if (!task) return false;
  const { render = renderClip, taskLimitMs = TASK_LIMIT_MS } = options;
  const lost = new AbortController();
  const timeLimit = AbortSignal.timeout(taskLimitMs);
  const stop = AbortSignal.any([signal, timeLimit, lost.signal]);
  const heartbeat = keepLease(task, lost);
  try {
    await attempt(task, render, stop);
  } catch (error) {
    if (lost.signal.aborted) log().warn({ taskId: task.id }, "a render lost its lease and was dropped");
    else if (signal.aborted) await putBackTask(task, { blameless: true });
    else await settleFailure(task, error);
  } finally {
    heartbeat.stop();
    await rm(scratchOf(task), { recursive: true, force: true });
  }
  return true;
}

async function attempt(task: ClaimedTask, render: Render, signal: AbortSignal): Promise<void> {
  await refuseBlockedPrompt(task.prompt);
  const scratch = scratchOf(task);
  await Promise.all([mkdir(scratch, { recursive: true, mode: 0o700 }), mkdir(outputsFolder(), { recursive: true })]);
  const [imageUrl] = task.images;
  const imagePath = imageUrl ? path.join(scratch, "start-image") : undefined;
  if (imageUrl && imagePath) await fetchImage(imageUrl, imagePath, signal);

  const { ENGINE_RESOLUTION, ENGINE_SECONDS } = env();
  const outputs: NewOutput[] = [];
  for (let number = 1; number <= OUTPUTS_PER_TASK; number++) {
    const id = makeOutputId();
    const clip = await untilStopped(
      render(
        {
          // The renderer counts UTF-16 units; what lies beyond would not change the picture.
          prompt: task.prompt.slice(0, 5_000),
          mode: task.mode,
          ratio: task.ratio,
          seed: variationSeed(task.seed, number),
          shortSide: ENGINE_RESOLUTION,
          seconds: ENGINE_SECONDS,
          imagePath,
          outputPath: path.join(scratch, `${id}.mp4`),
        },
        { signal },
      ),
      signal,
    );
    outputs.push({ id, fileName: `${id}.mp4`, sizeBytes: clip.sizeBytes, width: clip.width, height: clip.height });
  }
  await publish(task, outputs);
}

/** Moves finished clips to where links lead, then records them; whatever is not recorded is removed. */
async function publish(task: ClaimedTask, outputs: NewOutput[]): Promise<void> {
  const remove = () => Promise.all(outputs.map(({ fileName }) => rm(outputPath(fileName), { force: true })));
  try {
    for (const { fileName } of outputs) await rename(path.join(scratchOf(task), fileName), outputPath(fileName));
    if (!(await completeTask(task, outputs))) await remove();
  } catch (error) {
    await remove();
    throw error;
  }
}

async function settleFailure(task: ClaimedTask, error: unknown): Promise<void> {
  if (error instanceof TaskFailure) {
    log().info({ taskId: task.id, err: error.cause, reason: error.reason }, "a task was refused");
    return failTask(task, error.reason);
  }
  const last = task.attempts >= MAX_ATTEMPTS;
  log().warn(
    { taskId: task.id, err: error, attempts: task.attempts },
    last ? "a render failed" : "a render is retried",
  );
  if (last) await failTask(task, FAILURE_REASONS.buildFailed);
  else await putBackTask(task, { blameless: false });
}

/** Renews the lease until stopped; aborts `lost` once it is somebody else's. */
function keepLease(task: ClaimedTask, lost: AbortController): { stop(): void } {
  const timer = setInterval(() => {
    renewLease(task).then(
      (kept) => kept || lost.abort(new Error("the lease was lost")),
      // A database that is away for a moment may still be back before the lease ends.
      (error: unknown) => log().warn({ taskId: task.id, err: error }, "a lease could not be renewed"),
    );
  }, HEARTBEAT_MS);
  return { stop: () => clearInterval(timer) };
}

/** Waits for a render no longer than `signal` allows, but for a moment in which it may clean up after itself. */
async function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const settled = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const onAbort = async () => {
      await delay(STOP_GRACE_MS, undefined, { signal: settled.signal }).catch(() => {});
      reject(signal.reason);
    };
    if (signal.aborted) void onAbort();
    else signal.addEventListener("abort", onAbort, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    settled.abort();
  }
}

function scratchOf({ leaseId }: ClaimedTask): string {
  return path.join(scratchFolder(), leaseId);
}

/** The seed of the first clip is the task's own; the others are spread by the golden ratio. Positive, 31 bits. */
function variationSeed(seed: number, number: number): number {
  return (seed + (number - 1) * 0x9e3779b9) & 0x7fffffff;
}
