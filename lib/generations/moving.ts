import "server-only";
import { and, eq, gt, inArray, isNull, max, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { type Database, database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import type { MovingView } from "#lib/contract/studio";
import { IN_FLIGHT_STATES } from "#lib/domain/generation-state";

/** More batches than this nobody watches at once. */
const WATCHED_BATCHES = 100;

/** Ids of a user's generations that are made and have a video which is not kept yet. */
export function savingIds(db: Database, userId: string) {
  return db
    .selectDistinct({ id: videos.generationId })
    .from(videos)
    .where(
      and(
        inArray(videos.archiveState, ["pending", "downloading"]),
        eq(videos.userId, userId),
        isNull(videos.deletedAt),
      ),
    );
}

function batchRows(db: Database, where: SQL | undefined) {
  return db
    .select({
      batchId: generations.batchId,
      state: generations.state,
      n: sql`count(*)`.mapWith(Number).as("n"),
      firstAt: sql`min(${generations.createdAt})`.mapWith(generations.createdAt).as("first_at"),
    })
    .from(generations)
    .where(and(where, isNull(generations.deletedAt)))
    .groupBy(generations.batchId, generations.state);
}

/** All that a user has under way, counted, and the batches that it belongs to. */
export async function movingOf(userId: string, now = new Date()): Promise<MovingView> {
  const db = await database();
  const mine = eq(generations.userId, userId);
  // Two questions in one, since each has an index of its own.
  const rows = await unionAll(
    batchRows(db, and(mine, inArray(generations.state, IN_FLIGHT_STATES))),
    batchRows(db, and(mine, eq(generations.state, "succeeded"), inArray(generations.id, savingIds(db, userId)))),
  );
  const [limited] = await db
    .select({ until: max(connections.notBefore) })
    .from(connections)
    .where(and(eq(connections.userId, userId), isNull(connections.deletedAt), gt(connections.notBefore, now)));
  const count = (isCounted: (state: (typeof rows)[number]["state"]) => boolean) =>
    rows.filter(({ state }) => isCounted(state)).reduce((sum, { n }) => sum + n, 0);
  const oldestFirst = rows.toSorted((one, other) => one.firstAt.getTime() - other.firstAt.getTime());
  return {
    waiting: count((state) => state === "queued"),
    sent: count((state) => state !== "queued" && state !== "succeeded"),
    saving: count((state) => state === "succeeded"),
    limitedUntil: limited?.until?.toISOString() ?? null,
    batchIds: [...new Set(oldestFirst.map(({ batchId }) => batchId))].slice(0, WATCHED_BATCHES),
  };
}
