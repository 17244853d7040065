import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { v4 as uuidv4 } from "uuid";
import type { Database } from "#db/client";
import { engineAccounts, engineTasks } from "#db/schema/engine";
import { transaction } from "#db/transaction";
import { forgetTasks } from "#lib/engine/task-cache";
import { boss } from "#lib/queue/boss";
import { enqueue, nudge } from "#lib/queue/enqueue";

/** How long a renderer may be silent before it is taken for dead. */
export const LEASE_SECONDS = 30;

/** A task that this process renders, under a lease. */
export type ClaimedTask = typeof engineTasks.$inferSelect & { leaseId: string };

/** When a lease taken or renewed now ends, by the database's clock, which all processes share. */
export const leaseEnd = () => sql`now() + make_interval(secs => ${LEASE_SECONDS})`;

/**
 * Takes the oldest waiting task of the account that has waited longest for its turn, so that accounts
 * take turns however many tasks each has. Null when nothing waits. Whoever takes one calls for the next, in
 * the same commit: one job wakes as many workers as there are tasks.
 */
export async function claimTask(): Promise<ClaimedTask | null> {
  await boss();
  const task = await claim();
  if (!task) return null;
  await forgetTasks();
  nudge("render");
  return task;
}

function claim(): Promise<ClaimedTask | null> {
  return transaction(async (tx) => {
    // Another process may take the same one in between: the conditional update decides, and the loser looks again.
    for (;;) {
      const candidate = await nextTask(tx);
      if (!candidate) return null;
      const leaseId = uuidv4();
      const [claimed] = await tx
        .update(engineTasks)
        .set({
          state: "processing",
          leaseId,
          leaseExpiresAt: leaseEnd(),
          attempts: sql`${engineTasks.attempts} + 1`,
          startedAt: sql`coalesce(${engineTasks.startedAt}, now())`,
        })
        .where(and(eq(engineTasks.id, candidate.id), eq(engineTasks.state, "pending")))
        .returning();
      if (!claimed) continue;
      await tx
        .update(engineAccounts)
        .set({ lastServedAt: sql`clock_timestamp()` })
        .where(eq(engineAccounts.id, claimed.accountId));
      // The last thing done here: who waits for another's call to be committed holds up nobody in turn.
      await enqueue(tx, "render", {});
      return { ...claimed, leaseId };
    }
  });
}

async function nextTask(tx: Database): Promise<{ id: string } | undefined> {
  const [candidate] = await tx
    .select({ id: engineTasks.id })
    .from(engineTasks)
    .innerJoin(engineAccounts, eq(engineAccounts.id, engineTasks.accountId))
    .where(eq(engineTasks.state, "pending"))
    .orderBy(sql`${engineAccounts.lastServedAt} asc nulls first`, asc(engineTasks.createdAt), asc(engineTasks.id))
    .limit(1)
    .for("update", { of: engineTasks, skipLocked: true });
  return candidate;
}
