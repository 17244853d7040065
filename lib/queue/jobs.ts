import { z } from "zod";

/** What each job carries. */
interface Payloads {
  /** Make the requests of a connection, submissions and status reads, whose turn has come. */
  turns: { connectionId: string };
  /** Bring the bytes of one output into storage. */
  archive: { videoId: string };
  /** Make one video of the clips of a chain. */
  stitch: { videoId: string };
  /** Draw the next clip of the built-in engine, whichever account's turn it is. Whoever takes one calls for the next. */
  render: Record<string, never>;
}

export type JobName = keyof Payloads;
export type JobPayload<Name extends JobName> = Payloads[Name];

/**
 * The jobs, apart from their handlers. A job is a wake-up call: what is to be done stands in our own
 * tables, every handler claims it there first, and a lost or doubled job changes nothing.
 */
export const JOBS: { [Name in JobName]: z.ZodType<Payloads[Name]> } = {
  turns: z.object({ connectionId: z.uuid() }),
  archive: z.object({ videoId: z.uuid() }),
  stitch: z.object({ videoId: z.uuid() }),
  render: z.object({}).transform(() => ({})),
};

export const JOB_NAMES = ["turns", "archive", "stitch", "render"] as const satisfies readonly JobName[];
