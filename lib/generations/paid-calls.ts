import "server-only";

declare global {
  var reelkeepPaidCalls: { open: Set<Promise<unknown>>; closing: boolean } | undefined;
}

function state() {
  globalThis.reelkeepPaidCalls ??= { open: new Set(), closing: false };
  return globalThis.reelkeepPaidCalls;
}

/**
 * Runs a paid call with the recording of its outcome, so that stopping waits for it. Once this process
 * is stopping, nothing is begun.
 */
export async function duringPaidCall(work: () => Promise<void>): Promise<void> {
  if (state().closing) return;
  const running = work();
  state().open.add(running);
  try {
    await running;
  } finally {
    state().open.delete(running);
  }
}

/** Lets no further paid call begin, and waits until those in hand are made and recorded. */
export async function finishPaidCalls(): Promise<void> {
  state().closing = true;
  await Promise.allSettled(state().open);
}
