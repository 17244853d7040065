import "server-only";
import type { z } from "zod";
import { renderConcurrency } from "#lib/engine/render-concurrency";
import { renderNext } from "#lib/engine/render-next";
import { env } from "#lib/env";
import { archiveVideo } from "#lib/generations/archive-video";
import { stitchVideo } from "#lib/generations/stitch-video";
import { workConnection } from "#lib/generations/work-connection";
import { boss, localWorkers } from "#lib/queue/boss";
import { JOBS, type JobName, type JobPayload } from "#lib/queue/jobs";

/** How many of a job run at once in this process, and how long a waiting one may go unnoticed. */
interface Pace {
  concurrency: number;
  pollSeconds: number;
  /** Jobs may take less time than there is between two looks, and many may wait. */
  quick?: boolean;
  /** This process leaves a second job of the same key to other processes while it has one in hand. */
  oncePerProcess?: boolean;
}

/** Connections served at once; each mostly waits for its next turn. */
const CONNECTIONS_AT_ONCE = 16;
/** Several processes share a connection only if none of them takes all of its wake-up calls. */
const TURNS: Pace = { concurrency: CONNECTIONS_AT_ONCE, pollSeconds: 1, oncePerProcess: true };

/** Starts this process's workers. Each handler calls one verb and decides nothing. `stopping` ends renders early. */
export async function startWorkers(stopping: AbortSignal): Promise<void> {
  await work("turns", TURNS, ({ connectionId }) => workConnection(connectionId, stopping));
  await work("archive", { concurrency: 2, pollSeconds: 2, quick: true }, ({ videoId }) => archiveVideo(videoId));
  await work("stitch", { concurrency: 1, pollSeconds: 2 }, ({ videoId }) => stitchVideo(videoId, stopping));
  await work("render", { concurrency: renderConcurrency(env().ENGINE_CONCURRENCY), pollSeconds: 2 }, async () => {
    await renderNext(stopping);
  });
}

async function work<Name extends JobName>(
  name: Name,
  pace: Pace,
  handle: (payload: JobPayload<Name>) => Promise<void>,
): Promise<void> {
  const queue = await boss();
  const schema: z.ZodType<JobPayload<Name>> = JOBS[name];
  const options = {
    batchSize: 1,
    localConcurrency: pace.concurrency,
    pollingIntervalSeconds: pace.pollSeconds,
    ...(pace.oncePerProcess && { localGroupConcurrency: 1 }),
  };
  const id = await queue.work<JobPayload<Name>>(name, options, async ([job]) => {
    if (job) await handle(schema.parse(job.data));
    // One that ended sooner than the next look is followed by that look at once.
    if (pace.quick) queue.notifyWorker(id);
  });
  localWorkers().set(name, [...(localWorkers().get(name) ?? []), id]);
}
