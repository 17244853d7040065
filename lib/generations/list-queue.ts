import "server-only";
import { and, asc, count, desc, eq, inArray, isNull, ne, or, type SQL } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import type { QueueBatch, QueueConnection, QueueItem, QueuePart, QueueView } from "#lib/contract/queue";
import { IN_FLIGHT_STATES } from "#lib/domain/generation-state";
import { placesInLine } from "#lib/domain/place-in-line";
import { countBatches, promptStart } from "#lib/generations/count-batches";
import { savingIds } from "#lib/generations/moving";
import { generationViews } from "#lib/generations/view";

/** So many of what is in doubt are shown; the count says how many there are. */
const PART_SIZE = 60;
/** What has ended is a look back, not a task. */
const ENDED_SIZE = 20;
/** More than this nobody reads; the counts go on. */
const MOVING_MAX = 2_000;

/** Whose credits nobody knows: a call without an answer, or a failure without a bill. */
const inDoubt = or(
  eq(generations.state, "unknown"),
  and(eq(generations.state, "failed"), eq(generations.creditCertainty, "in_doubt")),
);
const failedForCertain = and(
  eq(generations.state, "failed"),
  or(isNull(generations.creditCertainty), ne(generations.creditCertainty, "in_doubt")),
  isNull(generations.deletedAt),
);

const cancelled = and(eq(generations.state, "cancelled"), isNull(generations.deletedAt));

async function part(db: Database, where: SQL | undefined, order: SQL, limit: number): Promise<QueuePart> {
  const rows = await db.select().from(generations).where(where).orderBy(order, asc(generations.id)).limit(limit);
  const [all] = await db.select({ n: count() }).from(generations).where(where);
  return { items: await generationViews(db, rows), total: all?.n ?? 0 };
}

const MOVING_COLUMNS = {
  id: generations.id,
  batchId: generations.batchId,
  connectionId: generations.connectionId,
  state: generations.state,
  prompt: promptStart,
  mode: generations.mode,
  ratio: generations.ratio,
  createdAt: generations.createdAt,
  submittedAt: generations.submittedAt,
  nextAttemptAt: generations.nextAttemptAt,
  unsentTries: generations.unsentTries,
  priceCredits: generations.priceCredits,
  errorCode: generations.errorCode,
};

/** What is on its way, or made and not yet kept, oldest first. */
async function listMoving(db: Database, userId: string) {
  const mine = and(eq(generations.userId, userId), isNull(generations.deletedAt));
  const select = (where: SQL | undefined) =>
    db.select(MOVING_COLUMNS).from(generations).where(and(mine, where)).orderBy(asc(generations.createdAt));
  const isSaving = and(eq(generations.state, "succeeded"), inArray(generations.id, savingIds(db, userId)));
  return [
    ...(await select(isSaving)),
    ...(await select(inArray(generations.state, IN_FLIGHT_STATES)).limit(MOVING_MAX)),
  ];
}

type MovingRow = Awaited<ReturnType<typeof listMoving>>[number];
type ConnectionRow = typeof connections.$inferSelect;

/** How many outputs of generations are known, and how many of them are kept. */
async function outputsOf(db: Database, ids: string[]): Promise<Map<string, QueueItem["videos"]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: videos.generationId, state: videos.archiveState, n: count() })
    .from(videos)
    .where(inArray(videos.generationId, ids))
    .groupBy(videos.generationId, videos.archiveState);
  const outputs = new Map<string, QueueItem["videos"]>();
  for (const { id, state, n } of rows) {
    const { known, kept } = outputs.get(id) ?? { known: 0, kept: 0 };
    outputs.set(id, { known: known + n, kept: kept + (state === "ready" ? n : 0) });
  }
  return outputs;
}

function connectionOf(connection: ConnectionRow, moving: readonly MovingRow[], now: Date): QueueConnection {
  const mine = moving.filter(({ connectionId }) => connectionId === connection.id);
  const { id, kind, name, pausedReason, notBefore } = connection;
  return {
    id,
    kind,
    name,
    pausedReason,
    // While it is paused for not answering, the instant is the one of the next question whether it does.
    limitedUntil: notBefore && notBefore > now && !pausedReason ? notBefore.toISOString() : null,
    waiting: mine.filter(({ state }) => state === "queued").length,
    sent: mine.filter(({ state }) => state !== "queued" && state !== "succeeded").length,
  };
}

/** What is nearest to its end comes first: made, then sent, then by place in line. */
function rankOf({ state, place }: QueueItem): number {
  if (state === "succeeded") return -2;
  return place === null ? -1 : place;
}

/**
 * A user's queue: their connections; what waits, runs or is being kept, by batch; what is in doubt, oldest
 * first and with the trash, since its credits are held wherever it lies; and what failed or was cancelled last.
 */
export async function listQueue(userId: string, now = new Date()): Promise<QueueView> {
  const db = await database();
  const mine = eq(generations.userId, userId);
  const moving = await listMoving(db, userId);
  const batchIds = [...new Set(moving.map(({ batchId }) => batchId))];
  const counts = await countBatches(db, userId, batchIds);
  const ways = await db
    .select()
    .from(connections)
    .where(eq(connections.userId, userId))
    .orderBy(asc(connections.createdAt));
  const wayOf = new Map(ways.map((way) => [way.id, way]));
  const servedAt = new Map([...counts].flatMap(([id, batch]) => (batch.servedAt ? [[id, batch.servedAt]] : [])));
  const waiting = Map.groupBy(
    moving.filter(({ state }) => state === "queued"),
    ({ connectionId }) => connectionId,
  );
  const places = new Map([...waiting.values()].flatMap((line) => [...placesInLine(line, servedAt)]));
  const made = moving.filter(({ state }) => state === "succeeded").map(({ id }) => id);
  const outputs = await outputsOf(db, made);

  const items = moving
    .map(
      ({ unsentTries: _, ...row }): QueueItem => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        submittedAt: row.submittedAt?.toISOString() ?? null,
        place: places.get(row.id) ?? null,
        nextAttemptAt:
          row.state === "queued" && row.nextAttemptAt && row.nextAttemptAt > now
            ? row.nextAttemptAt.toISOString()
            : null,
        estimateSeconds: wayOf.get(row.connectionId)?.typicalSeconds ?? null,
        videos: outputs.get(row.id) ?? { known: 0, kept: 0 },
      }),
    )
    .sort((one, other) => rankOf(one) - rankOf(other));
  const batches = [...Map.groupBy(items, ({ batchId }) => batchId)].flatMap(([id, members]): QueueBatch[] => {
    const batch = counts.get(id);
    if (!batch) return [];
    const { servedAt: _, ...told } = batch;
    return [{ ...told, id, items: members }];
  });
  return {
    connections: ways
      .filter(({ id, deletedAt }) => !deletedAt || moving.some(({ connectionId }) => connectionId === id))
      .map((way) => connectionOf(way, moving, now)),
    batches,
    inDoubt: await part(db, and(mine, inDoubt), asc(generations.createdAt), PART_SIZE),
    failed: await part(db, and(mine, failedForCertain), desc(generations.createdAt), ENDED_SIZE),
    cancelled: await part(db, and(mine, cancelled), desc(generations.finishedAt), ENDED_SIZE),
  };
}
