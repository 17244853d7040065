import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { database } from "#db/client";
import { engineOutputs, engineTasks } from "#db/schema/engine";
import type { StatusAnswer } from "#lib/contract/status";
import { ApiError } from "#lib/engine/api-error";

const TASK_ID_FORM = /^task_[0-9a-f]{32}$/;

/**
 * What the status of a task says to its account; output links begin with `origin`.
 * @throws {ApiError} TASK_NOT_FOUND for an unknown task and for another account's.
 */
export async function lookUpTask(accountId: string, taskId: string, origin: string): Promise<StatusAnswer["data"]> {
  if (!TASK_ID_FORM.test(taskId)) throw notFound();
  const db = await database();
  const rows = await db
    .select({ task: engineTasks, outputId: engineOutputs.id })
    .from(engineTasks)
    .leftJoin(engineOutputs, eq(engineOutputs.taskId, engineTasks.id))
    .where(and(eq(engineTasks.id, taskId), eq(engineTasks.accountId, accountId)))
    .orderBy(asc(engineOutputs.number));
  const task = rows[0]?.task;
  if (!task) throw notFound();
  const { mode, prompt, ratio, images } = task;
  return {
    consumed_credits: task.consumedCredits,
    created_at: task.createdAt.toISOString(),
    status: task.state,
    task_id: task.id,
    error_message: task.errorMessage,
    request: { mode, prompt, ratio, ...(images.length > 0 && { images }) },
    response: rows.flatMap(({ outputId }) => (outputId ? [`${origin}/v1/files/${outputId}.mp4`] : [])),
  };
}

function notFound(): ApiError {
  return new ApiError("TASK_NOT_FOUND", "Not found: This task does not exist");
}
