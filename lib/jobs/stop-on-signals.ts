import "server-only";
import { closeDatabase } from "#db/client";
import { finishPaidCalls } from "#lib/generations/paid-calls";
import { log } from "#lib/log";
import { stopBoss, stopTakingJobs } from "#lib/queue/boss";

const STOP_WITHIN_MS = 40_000;
/** A terminal signals the whole group and the starter forwards its own: both are one wish. */
const SAME_WISH_MS = 3_000;

/**
 * On SIGTERM or SIGINT: begins nothing, lets paid calls be made and recorded, closes the queue, then the
 * database. The same again some seconds later ends the process at once.
 * @returns aborted once the process is stopping
 */
export function stopOnSignals(): AbortSignal {
  const stopping = new AbortController();
  let wishedAt = 0;
  const stop = async () => {
    if (stopping.signal.aborted) {
      if (Date.now() - wishedAt > SAME_WISH_MS) process.exit(1);
      return;
    }
    wishedAt = Date.now();
    stopping.abort();
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    try {
      await stopTakingJobs();
      await finishPaidCalls();
      await stopBoss(10_000);
      await closeDatabase();
      process.exit(0);
    } catch (err) {
      log().error({ err }, "stopping went wrong");
      process.exit(1);
    }
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
  // Started by another process of ours: never outlive it, even when it was killed.
  if (process.connected) process.once("disconnect", () => void stop());
  return stopping.signal;
}
