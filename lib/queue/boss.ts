import "server-only";
import { randomUUID } from "node:crypto";
import { fromPglite, PgBoss } from "pg-boss";
import { databaseHandle, insideTransaction } from "#db/client";
import { log } from "#lib/log";
import { JOB_NAMES } from "#lib/queue/jobs";

declare global {
  var reelkeepBoss: Promise<PgBoss> | undefined;
  /** Ids of this process's workers by job name, to wake them after a commit. */
  var reelkeepWorkers: Map<string, string[]> | undefined;
}

/** Schema of pg-boss's own tables. */
export const JOB_SCHEMA = "jobs";

/** pg-boss, started at the first call and shared by the process. */
export function boss(): Promise<PgBoss> {
  if (!globalThis.reelkeepBoss && insideTransaction.getStore()) {
    throw new Error("The job queue must be started before the first transaction that uses it");
  }
  globalThis.reelkeepBoss ??= start();
  return globalThis.reelkeepBoss;
}

async function start(): Promise<PgBoss> {
  const { driver } = await databaseHandle();
  const common = { schema: JOB_SCHEMA, schedule: false, maintenanceIntervalSeconds: 3_600 };
  const instance =
    driver.kind === "pglite"
      ? new PgBoss({ ...common, db: fromPglite(driver.client), backend: "pglite" })
      : new PgBoss({ ...common, connectionString: driver.pool.options.connectionString ?? "", max: 4 });
  instance.on("error", (error) => log().error({ err: error }, "the job queue reported an error"));
  await instance.start();
  for (const name of JOB_NAMES) {
    // `short`: at most one waiting job a key, so that waking twice is harmless; the active one of a dead process blocks nobody.
    await instance.createQueue(name, {
      policy: "short",
      expireInSeconds: 3_600,
      retryLimit: 3,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 60,
      deleteAfterSeconds: 3_600,
    });
    // Fills pg-boss's cache of queues: inside a transaction, where the embedded database's one session
    // is taken, it could not ask for it.
    await instance.findJobs(name, { id: randomUUID() });
  }
  return instance;
}

/** Workers of this process by job name. */
export function localWorkers(): Map<string, string[]> {
  globalThis.reelkeepWorkers ??= new Map();
  return globalThis.reelkeepWorkers;
}

/** Takes no further job; those in hand go on, and what they record may still be enqueued. */
export async function stopTakingJobs(): Promise<void> {
  const started = await globalThis.reelkeepBoss;
  if (!started) return;
  const names = [...localWorkers().keys()];
  localWorkers().clear();
  await Promise.all(names.map((name) => started.offWork(name, { wait: false })));
}

/** Waits up to `timeoutMs` for the jobs in hand and closes the queue. */
export async function stopBoss(timeoutMs: number): Promise<void> {
  const started = await globalThis.reelkeepBoss;
  if (started) await started.stop({ graceful: true, timeout: timeoutMs, close: true });
  globalThis.reelkeepBoss = undefined;
}
