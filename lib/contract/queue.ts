import { z } from "zod";
import { generationView } from "#lib/contract/studio";
import { CONNECTION_KINDS, PAUSE_REASONS } from "#lib/domain/credits";
import { GENERATION_STATES } from "#lib/domain/generation-state";

const instant = z.iso.datetime();

/** One way to a provider as the queue sees it. */
const queueConnection = z.object({
  id: z.uuid(),
  kind: z.enum(CONNECTION_KINDS),
  name: z.string(),
  pausedReason: z.enum(PAUSE_REASONS).nullable(),
  /** The provider wants no requests before this instant; null where it does not mind. */
  limitedUntil: instant.nullable(),
  waiting: z.int(),
  sent: z.int(),
});
export type QueueConnection = z.infer<typeof queueConnection>;

/** One generation on its way, short: there may be hundreds. */
const queueItem = z.object({
  id: z.uuid(),
  batchId: z.uuid(),
  connectionId: z.uuid(),
  state: z.enum(GENERATION_STATES),
  /** The beginning of the prompt. */
  prompt: z.string(),
  mode: z.string(),
  ratio: z.string(),
  createdAt: instant,
  submittedAt: instant.nullable(),
  /** From 1 on its connection; null once it was sent. */
  place: z.int().nullable(),
  /** When it is tried again, where it waits for that. */
  nextAttemptAt: instant.nullable(),
  estimateSeconds: z.number().nullable(),
  priceCredits: z.int(),
  errorCode: z.string().nullable(),
  /** Its outputs as far as they are known, and how many of them are kept. */
  videos: z.object({ known: z.int(), kept: z.int() }),
});
export type QueueItem = z.infer<typeof queueItem>;

/** What became of the generations of a batch. */
const batchCounts = z.object({
  total: z.int(),
  waiting: z.int(),
  sent: z.int(),
  saving: z.int(),
  /** Made and kept. */
  ready: z.int(),
  /** Failed, or made and lost. */
  failed: z.int(),
  inDoubt: z.int(),
  cancelled: z.int(),
});
export type BatchCounts = z.infer<typeof batchCounts>;

const queueBatch = batchCounts.extend({ id: z.uuid(), items: z.array(queueItem) });
export type QueueBatch = z.infer<typeof queueBatch>;

/** `GET /api/batches/<id>`: what became of a batch. */
export const batchView = batchCounts.extend({
  id: z.uuid(),
  /** The beginning of its first prompt. */
  prompt: z.string(),
  /** Its first video that is kept. */
  videoId: z.uuid().nullable(),
});
export type BatchView = z.infer<typeof batchView>;

const queuePart = z.object({ items: z.array(generationView), total: z.int() });
/** Some of a part of the queue, and how many there are in all. */
export type QueuePart = z.infer<typeof queuePart>;

/** `GET /api/queue`: what the queue page shows. */
export const queueView = z.object({
  connections: z.array(queueConnection),
  /** Batches with anything on its way, what is sent first in front. */
  batches: z.array(queueBatch),
  inDoubt: queuePart,
  /** What failed last, and what was cancelled last. */
  failed: queuePart,
  cancelled: queuePart,
});
export type QueueView = z.infer<typeof queueView>;
