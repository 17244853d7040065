import "server-only";
import { EventEmitter, once } from "node:events";

interface Wake {
  calls: EventEmitter;
  /** How often anybody called, so that a call between a look and the wait for the next is not missed. */
  count: number;
}

declare global {
  /** Next.js loads routes, which call, and jobs, which wait, as separate module instances. */
  var reelkeepRenderWake: Wake | undefined;
}

function wake(): Wake {
  if (!globalThis.reelkeepRenderWake) {
    globalThis.reelkeepRenderWake = { calls: new EventEmitter().setMaxListeners(0), count: 0 };
  }
  return globalThis.reelkeepRenderWake;
}

/** Tells this process's renderers that a task waits; call it after the commit. Those of other processes look by themselves. */
export function wakeRenderers(): void {
  const { calls } = wake();
  wake().count++;
  calls.emit("wake");
}

/** How often renderers were called so far; hand it to `untilWoken`. */
export function wakeCount(): number {
  return wake().count;
}

/** Waits for a call since `count`, at most `timeoutMs`, or until `signal` aborts. */
export async function untilWoken(count: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
  if (wake().count !== count) return;
  const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  await once(wake().calls, "wake", { signal: ended }).catch(() => {});
}
