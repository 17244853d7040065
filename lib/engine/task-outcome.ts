import "server-only";
import { randomBytes } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { engineOutputs, engineTasks } from "#db/schema/engine";
import { transaction } from "#db/transaction";
import { leaseEnd } from "#lib/engine/claim-task";
import { OUTPUT_LIFETIME_HOURS } from "#lib/engine/output-files";
import { refundTask } from "#lib/engine/refund-task";
import { forgetTasks } from "#lib/engine/task-cache";
import { boss } from "#lib/queue/boss";
import { enqueue, nudge } from "#lib/queue/enqueue";

/** A task under the lease of whoever speaks for it. */
interface Held {
  id: string;
  leaseId: string;
}

/** A file in the folder of outputs that belongs to a task once it is recorded. */
export interface NewOutput {
  id: string;
  fileName: string;
  sizeBytes: number;
  width: number;
  height: number;
}

/** The unguessable name of a new output: 192 random bits. */
export function makeOutputId(): string {
  return randomBytes(24).toString("base64url");
}

/** Keeps a lease alive. False when it was lost: the task was taken for dead and is somebody else's now. */
export async function renewLease(task: Held): Promise<boolean> {
  const db = await database();
  const kept = await db
    .update(engineTasks)
    .set({ leaseExpiresAt: leaseEnd() })
    .where(heldBy(task))
    .returning({ id: engineTasks.id });
  return kept.length > 0;
}

/** Records a finished task with its outputs. False, and nothing recorded, when the lease was lost. */
export async function completeTask(task: Held, outputs: NewOutput[]): Promise<boolean> {
  const recorded = await transaction(async (tx) => {
    const [done] = await tx
      .update(engineTasks)
      .set({ state: "completed", finishedAt: sql`now()`, leaseId: null, leaseExpiresAt: null })
      .where(heldBy(task))
      .returning({ id: engineTasks.id });
    if (!done) return false;
    const expiresAt = sql`now() + make_interval(hours => ${OUTPUT_LIFETIME_HOURS})`;
    await tx
      .insert(engineOutputs)
      .values(outputs.map((output, index) => ({ ...output, taskId: task.id, number: index + 1, expiresAt })));
    return true;
  });
  await forgetTasks();
  return recorded;
}

/** Ends a task as failed, for a reason in the API's words, and gives its credits back. Nothing when the lease was lost. */
export async function failTask(task: Held, reason: string): Promise<void> {
  await transaction((tx) => failTaskIn(tx, task, reason));
  await forgetTasks();
}

/** `failTask` inside a transaction of the caller's, who forgets tasks after it. */
export async function failTaskIn(tx: Database, task: Held, reason: string): Promise<void> {
  const [held] = await tx
    .select({ accountId: engineTasks.accountId, credits: engineTasks.consumedCredits })
    .from(engineTasks)
    .where(heldBy(task))
    .for("update");
  if (!held) return;
  await tx
    .update(engineTasks)
    .set({
      state: "failed",
      errorMessage: reason,
      consumedCredits: 0,
      finishedAt: sql`now()`,
      leaseId: null,
      leaseExpiresAt: null,
    })
    .where(heldBy(task));
  await refundTask(tx, { id: task.id, ...held });
}

/** Puts a task back among the waiting ones. With `blameless`, the attempt does not count: we stopped it ourselves. */
export async function putBackTask(task: Held, options: { blameless: boolean }): Promise<void> {
  await boss();
  await transaction((tx) => putBackTaskIn(tx, task, options));
  await forgetTasks();
  nudge("render");
}

/** `putBackTask` inside a transaction of the caller's, who forgets tasks after it. */
export async function putBackTaskIn(tx: Database, task: Held, { blameless }: { blameless: boolean }): Promise<void> {
  const [back] = await tx
    .update(engineTasks)
    .set({
      state: "pending",
      leaseId: null,
      leaseExpiresAt: null,
      ...(blameless && { attempts: sql`greatest(${engineTasks.attempts} - 1, 0)` }),
    })
    .where(heldBy(task))
    .returning({ id: engineTasks.id });
  if (back) await enqueue(tx, "render", {});
}

function heldBy({ id, leaseId }: Held) {
  return and(eq(engineTasks.id, id), eq(engineTasks.leaseId, leaseId), eq(engineTasks.state, "processing"));
}
