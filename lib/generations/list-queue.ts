import "server-only";
import { and, asc, count, desc, eq, inArray, isNull, ne, or, type SQL } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { generations } from "#db/schema/generations";
import type { QueuePart, QueueView } from "#lib/contract/studio";
import { IN_FLIGHT_STATES } from "#lib/domain/generation-state";
import { generationViews } from "#lib/generations/view";

/** So many of each part are shown; the count says how many there are. */
const PART_SIZE = 60;
/** Failures are a look back, not a task. */
const FAILED_SIZE = 20;

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

async function part(db: Database, where: SQL | undefined, order: SQL, limit: number): Promise<QueuePart> {
  const rows = await db.select().from(generations).where(where).orderBy(order, asc(generations.id)).limit(limit);
  const [all] = await db.select({ n: count() }).from(generations).where(where);
  return { items: await generationViews(db, rows), total: all?.n ?? 0 };
}

/**
 * A user's queue: what is in doubt, oldest first and with the trash, since its credits are held wherever it
 * lies; what waits or runs, in its order; and what failed last.
 */
export async function listQueue(userId: string): Promise<QueueView> {
  const db = await database();
  const mine = eq(generations.userId, userId);
  const moving = and(inArray(generations.state, IN_FLIGHT_STATES), isNull(generations.deletedAt));
  return {
    inDoubt: await part(db, and(mine, inDoubt), asc(generations.createdAt), PART_SIZE),
    moving: await part(db, and(mine, moving), asc(generations.createdAt), PART_SIZE),
    failed: await part(db, and(mine, failedForCertain), desc(generations.createdAt), FAILED_SIZE),
  };
}
