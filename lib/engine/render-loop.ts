import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { renderNext } from "#lib/engine/render-next";
import { untilWoken, wakeCount } from "#lib/engine/render-wake";
import { log } from "#lib/log";

/** How long a task that another process accepted may go unnoticed. */
const LOOK_EVERY_MS = 2_000;
const AFTER_FAULT_MS = 5_000;

declare global {
  var reelkeepRenderers: Promise<unknown> | undefined;
}

/**
 * Starts renderers: each draws one task after the other, whichever account's turn it is, until
 * `stopping` aborts. The tasks' own rows, claimed under a lease, are the queue.
 */
export function startRenderers(count: number, stopping: AbortSignal): void {
  globalThis.reelkeepRenderers = Promise.all(Array.from({ length: count }, () => renderAll(stopping)));
}

/** Waits until renderers that were told to stop have put their tasks back. */
export async function finishRenders(): Promise<void> {
  await globalThis.reelkeepRenderers;
}

async function renderAll(stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const count = wakeCount();
    try {
      if (!(await renderNext(stopping))) await untilWoken(count, LOOK_EVERY_MS, stopping);
    } catch (err) {
      if (stopping.aborted) return;
      log().error({ err }, "a renderer could not go on");
      await delay(AFTER_FAULT_MS, undefined, { signal: stopping }).catch(() => {});
    }
  }
}
