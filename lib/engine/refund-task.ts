import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { engineCredits } from "#db/schema/engine";

/** Gives back what a task was charged. A second call changes nothing. */
export async function refundTask(
  tx: Database,
  task: { id: string; accountId: string; credits: number },
): Promise<void> {
  if (task.credits === 0) return;
  await tx
    .insert(engineCredits)
    .values({ id: uuidv7(), accountId: task.accountId, kind: "refund", credits: task.credits, taskId: task.id })
    .onConflictDoNothing();
}
