import "server-only";
import { and, asc, eq, inArray, isNotNull, max, sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import type { BatchCounts, BatchView } from "#lib/contract/queue";
import { AppError } from "#lib/domain/app-error";

/** Enough of a prompt to know it again. */
const PROMPT_START_CHARACTERS = 160;
export const promptStart = sql<string>`left(${generations.prompt}, ${sql.raw(String(PROMPT_START_CHARACTERS))})`;

const count = (condition: ReturnType<typeof sql>) => sql`count(*) filter (where ${condition})`.mapWith(Number);

/** A generation has been made and one of its videos is in this state. */
const hasVideo = (...states: (typeof videos.$inferSelect)["archiveState"][]) =>
  sql`exists (select 1 from ${videos} where ${videos.generationId} = ${generations.id} and ${inArray(videos.archiveState, states)})`;

const STATE = generations.state;
const saving = sql`${STATE} = 'succeeded' and ${hasVideo("pending", "downloading")}`;
const lost = sql`${STATE} = 'succeeded' and not ${hasVideo("pending", "downloading", "ready")}`;

/** What became of batches of a user, and when each was last served; by their ids. */
export async function countBatches(
  db: Database,
  userId: string,
  batchIds: readonly string[],
): Promise<Map<string, BatchCounts & { servedAt: Date | null }>> {
  if (batchIds.length === 0) return new Map();
  const rows = await db
    .select({
      id: generations.batchId,
      total: count(sql`true`),
      waiting: count(sql`${STATE} = 'queued'`),
      sent: count(sql`${STATE} in ('submitting', 'waiting', 'running')`),
      saving: count(saving),
      lost: count(lost),
      succeeded: count(sql`${STATE} = 'succeeded'`),
      failed: count(sql`${STATE} in ('failed', 'dismissed')`),
      inDoubt: count(sql`${STATE} = 'unknown'`),
      cancelled: count(sql`${STATE} = 'cancelled'`),
      servedAt: max(generations.submittedAt),
    })
    .from(generations)
    .where(and(eq(generations.userId, userId), inArray(generations.batchId, [...batchIds])))
    .groupBy(generations.batchId);
  return new Map(
    rows.map(({ id, lost, succeeded, ...row }) => [
      id,
      { ...row, failed: row.failed + lost, ready: succeeded - row.saving - lost },
    ]),
  );
}

/**
 * What became of a user's batch.
 * @throws {AppError} NOT_FOUND, also for another's.
 */
export async function getBatch(userId: string, batchId: string): Promise<BatchView> {
  if (!z.uuid().safeParse(batchId).success) throw new AppError("NOT_FOUND");
  const db = await database();
  const counts = (await countBatches(db, userId, [batchId])).get(batchId);
  if (!counts) throw new AppError("NOT_FOUND");
  const { servedAt: _, ...told } = counts;
  const isOfBatch = and(eq(generations.batchId, batchId), eq(generations.userId, userId));
  const [first] = await db
    .select({ prompt: promptStart })
    .from(generations)
    .where(isOfBatch)
    .orderBy(asc(generations.createdAt), asc(generations.id))
    .limit(1);
  const [video] = await db
    .select({ id: videos.id })
    .from(videos)
    .innerJoin(generations, eq(generations.id, videos.generationId))
    .where(and(isOfBatch, eq(videos.archiveState, "ready"), isNotNull(videos.storageKey)))
    .orderBy(asc(generations.createdAt), asc(generations.id), asc(videos.number))
    .limit(1);
  return { ...told, id: batchId, prompt: first?.prompt ?? "", videoId: video?.id ?? null };
}
