import "server-only";
import { sql } from "drizzle-orm";
import { fromDrizzle } from "pg-boss";
import type { Database } from "#db/client";
import { boss, JOB_SCHEMA, localWorkers } from "#lib/queue/boss";
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
  const { data, ...key } = jobOf(name, payload);
  const queue = await boss();
  await hasten(tx, name, key.singletonKey, options.startAfter ?? new Date());
  await queue.send(name, data, { ...key, db: fromDrizzle(tx, sql), startAfter: options.startAfter });
}

/** A job as the queue takes it; two of one key (of one name, where it carries nothing) don't wait at once, and a process may refuse two of one group. */
export function jobOf<Name extends JobName>(name: Name, payload: JobPayload<Name>) {
  const data = JOBS[name].parse(payload);
  const key = Object.values(data).join(":") || name;
  return { data, singletonKey: key, group: { id: key } };
}

/** A job that already waits for a later instant would swallow this one: it is moved forward instead. */
async function hasten(tx: Database, name: JobName, key: string, instant: Date): Promise<void> {
  const table = sql.raw(`${JOB_SCHEMA}.job`);
  const at = instant.toISOString();
  await tx.execute(
    sql`update ${table} set start_after = ${at}::timestamptz
        where name = ${name} and singleton_key = ${key} and state = 'created' and start_after > ${at}::timestamptz`,
  );
}

/** Wakes this process's workers after a commit; without it they look within a second or two. */
export function nudge(name: JobName): void {
  const workers = localWorkers().get(name) ?? [];
  if (workers.length === 0) return;
  void boss().then((queue) => {
    for (const id of workers) queue.notifyWorker(id);
  });
}
