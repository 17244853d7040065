import "server-only";
import { inBatches } from "#db/in-batches";
import { log } from "#lib/log";
import { boss } from "#lib/queue/boss";
import { jobOf, nudge } from "#lib/queue/enqueue";
import type { JobName, JobPayload } from "#lib/queue/jobs";

type Job = ReturnType<typeof jobOf>;

const MOST_TOGETHER = 500;

/** How the jobs of each name are added. */
const adders = new Map<JobName, (job: Job) => Promise<void>>();

/**
 * Adds a job after the commit that wants it, together with all that come at the same moment, and wakes a
 * worker. A process that dies in between loses the job, so this is for work that is looked after besides
 * (`reapRenders`); `enqueue` loses nothing and costs a round trip each.
 */
export function enqueueSoon<Name extends JobName>(name: Name, payload: JobPayload<Name>): void {
  const add = adders.get(name) ?? adderOf(name);
  adders.set(name, add);
  void add(jobOf(name, payload));
}

function adderOf(name: JobName): (job: Job) => Promise<void> {
  return inBatches(MOST_TOGETHER, async (jobs) => {
    try {
      const queue = await boss();
      // Doubles of one moment: there is room for one waiting job of a key.
      await queue.insert(name, [...new Map(jobs.map((job) => [job.singletonKey, job])).values()]);
      nudge(name);
    } catch (err) {
      log().warn({ err, name, jobs: jobs.length }, "jobs could not be added and are left to the sweep");
    }
    return jobs.map(() => undefined);
  });
}
