import "server-only";
import { log } from "#lib/log";
import { boss } from "#lib/queue/boss";
import { jobOf, nudge } from "#lib/queue/enqueue";
import type { JobName, JobPayload } from "#lib/queue/jobs";

type Job = ReturnType<typeof jobOf>;

/** Jobs that wait for those before them to be added. A name is in the map while one of its batches is under way. */
const lines = new Map<JobName, Job[]>();

/**
 * Adds a job after the commit that wants it, and wakes a worker: at once when nothing else is being added,
 * otherwise together with all that come meanwhile. A process that dies in between loses the job, so this is
 * for work that is looked after besides (`reapRenders`); `enqueue` loses nothing and costs a round trip each.
 */
export function enqueueSoon<Name extends JobName>(name: Name, payload: JobPayload<Name>): void {
  const line = lines.get(name);
  const job = jobOf(name, payload);
  if (line) {
    line.push(job);
    return;
  }
  lines.set(name, []);
  void add(name, [job]);
}

async function add(name: JobName, jobs: Job[]): Promise<void> {
  try {
    const queue = await boss();
    await queue.insert(name, jobs);
    nudge(name);
  } catch (err) {
    log().warn({ err, name, jobs: jobs.length }, "jobs could not be added and are left to the sweep");
  }
  const next = lines.get(name) ?? [];
  if (next.length === 0) {
    lines.delete(name);
    return;
  }
  lines.set(name, []);
  await add(name, next);
}
