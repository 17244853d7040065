import "server-only";
import { sql } from "drizzle-orm";
import { fromDrizzle } from "pg-boss";
import type { Database } from "#db/client";
import { boss, localWorkers } from "#lib/queue/boss";
import { JOBS, type JobName, type JobPayload } from "#lib/queue/jobs";

interface EnqueueOptions {
  /** Not before this instant; at once when absent. */
  startAfter?: Date;
}

/**
 * Adds a job in `tx`, so that it exists exactly when the change that wants it is committed. Doubles of
 * a job that already waits are dropped.
 */
export async function enqueue<Name extends JobName>(
  tx: Database,
  name: Name,
  payload: JobPayload<Name>,
  options: EnqueueOptions = {},
): Promise<void> {
  const data = JOBS[name].parse(payload);
  const singletonKey = Object.values(data).join(":");
  const queue = await boss();
  await queue.send(name, data, { db: fromDrizzle(tx, sql), singletonKey, startAfter: options.startAfter });
}

/** Wakes this process's workers after a commit; without it they look within a second or two. */
export function nudge(name: JobName): void {
  const workers = localWorkers().get(name) ?? [];
  if (workers.length === 0) return;
  void boss().then((queue) => {
    for (const id of workers) queue.notifyWorker(id);
  });
}
