import { z } from "zod";

/**
 * The jobs, apart from their handlers. A job is a wake-up call: what is to be done stands in our own
 * tables, every handler claims it there first, and a lost or doubled job changes nothing.
 */
export const JOBS = {
  /** Send a queued generation to its provider. */
  dispatch: z.object({ generationId: z.uuid() }),
  /** Read the status of a generation that the provider took. */
  sync: z.object({ generationId: z.uuid() }),
  /** Bring the bytes of one output into storage. */
  archive: z.object({ videoId: z.uuid() }),
  /** Draw the next clip of the built-in engine, whichever account's turn it is. */
  render: z.object({ taskId: z.string() }),
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]>;

export const JOB_NAMES = ["dispatch", "sync", "archive", "render"] as const satisfies readonly JobName[];
