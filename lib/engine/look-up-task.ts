import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { engineOutputs, engineTasks } from "#db/schema/engine";
import type { StatusAnswer } from "#lib/contract/status";
import { ApiError } from "#lib/engine/api-error";
import { preparedQuery } from "#lib/engine/prepared-query";

const TASK_ID_FORM = /^task_[0-9a-f]{32}$/;

/**
 * What the status of a task says to its account; output links begin with `origin`.
 * @throws {ApiError} TASK_NOT_FOUND for an unknown task and for another account's.
 */
export async function lookUpTask(accountId: string, taskId: string, origin: string): Promise<StatusAnswer["data"]> {
  if (!TASK_ID_FORM.test(taskId)) throw notFound();
  const [task] = await (await findTask()).execute({ accountId, taskId });
  if (!task) throw notFound();
  const { mode, prompt, ratio, images } = task;
  const outputs = task.state === "completed" ? await (await findOutputs()).execute({ taskId }) : [];
  return {
    consumed_credits: task.consumedCredits,
    created_at: task.createdAt.toISOString(),
    status: task.state,
    task_id: task.id,
    error_message: task.errorMessage,
    request: { mode, prompt, ratio, ...(images.length > 0 && { images }) },
    response: outputs.map(({ id }) => `${origin}/v1/files/${id}.mp4`),
  };
}

const findTask = preparedQuery((db) =>
  db
    .select({
      id: engineTasks.id,
      mode: engineTasks.mode,
      prompt: engineTasks.prompt,
      ratio: engineTasks.ratio,
      images: engineTasks.images,
      state: engineTasks.state,
      errorMessage: engineTasks.errorMessage,
      consumedCredits: engineTasks.consumedCredits,
      createdAt: engineTasks.createdAt,
    })
    .from(engineTasks)
    .where(and(eq(engineTasks.id, sql.placeholder("taskId")), eq(engineTasks.accountId, sql.placeholder("accountId"))))
    .prepare("engine_find_task"),
);

const findOutputs = preparedQuery((db) =>
  db
    .select({ id: engineOutputs.id })
    .from(engineOutputs)
    .where(eq(engineOutputs.taskId, sql.placeholder("taskId")))
    .orderBy(asc(engineOutputs.number))
    .prepare("engine_find_outputs"),
);

function notFound(): ApiError {
  return new ApiError("TASK_NOT_FOUND", "Not found: This task does not exist");
}
