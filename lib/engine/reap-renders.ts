import "server-only";
import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import { databaseHandle } from "#db/client";
import { engineTasks } from "#db/schema/engine";
import { transaction } from "#db/transaction";
import { FAILURE_REASONS } from "#lib/contract/status";
import { MAX_ATTEMPTS } from "#lib/engine/render-next";
import { forgetTasks } from "#lib/engine/task-cache";
import { failTaskIn, putBackTaskIn } from "#lib/engine/task-outcome";
import { boss } from "#lib/queue/boss";
import { enqueue, nudge } from "#lib/queue/enqueue";

/** How many tasks one call looks after; the next call goes on. */
const BATCH = 200;
/** Where a task waited this long, the job that calls for it may be lost. Where it waits in earnest, another is a double and dropped. */
const LOST_JOB_SECONDS = 60;

interface ReapOptions {
  /** The server starts: on the embedded database nobody else can hold a lease, so all of them are over. */
  starting?: boolean;
}

/**
 * Ends renders whose process died: a first attempt goes back among the waiting ones, a second fails the
 * task and gives its credits back. Wakes a worker where tasks wait and their job was lost. Call it at start and
 * every few seconds after.
 * @returns how many dead renders were found.
 */
export async function reapRenders(options: ReapOptions = {}): Promise<number> {
  const { driver } = await databaseHandle();
  await boss();
  const everyLeaseIsOver = options.starting === true && driver.kind === "pglite";
  const found = await transaction(async (tx) => {
    const dead = await tx
      .select({ id: engineTasks.id, leaseId: engineTasks.leaseId, attempts: engineTasks.attempts })
      .from(engineTasks)
      .where(
        and(
          eq(engineTasks.state, "processing"),
          isNotNull(engineTasks.leaseId),
          everyLeaseIsOver ? undefined : lt(engineTasks.leaseExpiresAt, sql`now()`),
        ),
      )
      .limit(BATCH)
      .for("update", { skipLocked: true });
    for (const { id, leaseId, attempts } of dead) {
      if (!leaseId) continue;
      if (attempts >= MAX_ATTEMPTS) await failTaskIn(tx, { id, leaseId }, FAILURE_REASONS.buildFailed);
      else await putBackTaskIn(tx, { id, leaseId }, { blameless: false });
    }
    const [forgotten] = await tx
      .select({ id: engineTasks.id })
      .from(engineTasks)
      .where(
        and(
          eq(engineTasks.state, "pending"),
          options.starting
            ? undefined
            : lt(engineTasks.createdAt, sql`now() - make_interval(secs => ${LOST_JOB_SECONDS})`),
        ),
      )
      .limit(1);
    if (forgotten) await enqueue(tx, "render", {});
    return dead.length;
  });
  if (found > 0) await forgetTasks();
  nudge("render");
  return found;
}
