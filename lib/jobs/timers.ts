import "server-only";
import { sql } from "drizzle-orm";
import { database, databaseHandle } from "#db/client";
import { cleanIncoming } from "#lib/archive/clean-incoming";
import { cleanLeftovers } from "#lib/archive/clean-leftovers";
import { cleanOutputs } from "#lib/engine/clean-outputs";
import { reapRenders } from "#lib/engine/reap-renders";
import { endClaimsOfThePast, sweep } from "#lib/generations/sweep";
import { sweepLibrary } from "#lib/library/sweep-library";
import { log } from "#lib/log";
import { eraseUnusedUploads } from "#lib/uploads/erase-unused-uploads";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Runs `task` every `intervalMs`, never twice at once; a failure is logged and tried again next time. */
function every(intervalMs: number, name: string, task: () => Promise<unknown>, stopping: AbortSignal): void {
  let running = false;
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    try {
      await task();
    } catch (err) {
      if (!stopping.aborted) log().error({ err, task: name }, "a timed task failed");
    } finally {
      running = false;
    }
  }, intervalMs);
  stopping.addEventListener("abort", () => clearInterval(timer));
}

/** Starts what a server does by the clock: finding lost work, and keeping the embedded database small. */
export async function startTimers(stopping: AbortSignal): Promise<void> {
  const { driver } = await databaseHandle();
  if (driver.kind === "pglite") {
    // It has neither a checkpointer nor autovacuum of its own.
    every(5 * MINUTE_MS, "checkpoint", async () => (await database()).execute(sql`checkpoint`), stopping);
    every(HOUR_MS, "vacuum", async () => (await database()).execute(sql`vacuum analyze`), stopping);
    await endClaimsOfThePast();
  }
  const isSoleOwner = driver.kind === "pglite";
  await cleanLeftovers({ isSoleOwner });
  await sweep();
  await reapRenders({ starting: true });
  every(15 * SECOND_MS, "sweep", sweep, stopping);
  every(10 * SECOND_MS, "reap renders", reapRenders, stopping);
  every(10 * MINUTE_MS, "clean outputs", cleanOutputs, stopping);
  every(10 * MINUTE_MS, "erase unused uploads", () => eraseUnusedUploads(), stopping);
  every(HOUR_MS, "clean incoming", () => cleanIncoming(), stopping);
  every(HOUR_MS, "clean leftovers", () => cleanLeftovers({ isSoleOwner }), stopping);
  every(10 * MINUTE_MS, "sweep the library", sweepLibrary, stopping);
}
