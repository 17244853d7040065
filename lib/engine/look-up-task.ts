import "server-only";
import { eq, sql } from "drizzle-orm";
import { engineTasks } from "#db/schema/engine";
import type { StatusAnswer } from "#lib/contract/status";
import { ApiError } from "#lib/engine/api-error";
import { preparedQuery } from "#lib/engine/prepared-query";
import { type KnownTask, knownTask } from "#lib/engine/task-cache";

const TASK_ID_FORM = /^task_[0-9a-f]{32}$/;

/**
 * What the status of a task says to its account; output links begin with `origin`. `found` is the task
 * where the caller has it already, null where it knows that there is none.
 * @throws {ApiError} TASK_NOT_FOUND for an unknown task and for another account's.
 */
export async function lookUpTask(
  accountId: string,
  taskId: string,
  origin: string,
  found?: KnownTask | null,
): Promise<StatusAnswer["data"]> {
  if (!isTaskId(taskId)) throw notFound();
  const task = found === undefined ? await knownTask(taskId, () => readTask(taskId)) : found;
  if (task?.accountId !== accountId) throw notFound();
  const { mode, prompt, ratio, images, outputIds } = task;
  return {
    consumed_credits: task.consumedCredits,
    created_at: task.createdAt.toISOString(),
    status: task.state,
    task_id: taskId,
    error_message: task.errorMessage,
    request: { mode, prompt, ratio, ...(images.length > 0 && { images }) },
    response: outputIds.map((id) => `${origin}/v1/files/${id}.mp4`),
  };
}

/** Whether a task could have this id. */
export function isTaskId(text: string): boolean {
  return TASK_ID_FORM.test(text);
}

async function readTask(taskId: string): Promise<KnownTask | null> {
  const [task] = await (await findTask()).execute({ taskId });
  return task ?? null;
}

/** One round trip for a task and its outputs; those exist from its completion on. */
const findTask = preparedQuery((db) =>
  db
    .select({
      accountId: engineTasks.accountId,
      mode: engineTasks.mode,
      prompt: engineTasks.prompt,
      ratio: engineTasks.ratio,
      images: engineTasks.images,
      state: engineTasks.state,
      errorMessage: engineTasks.errorMessage,
      consumedCredits: engineTasks.consumedCredits,
      createdAt: engineTasks.createdAt,
      // By its full name: drizzle leaves the table out of the columns of a single one.
      outputIds: sql<string[]>`array(
        select o.id from engine_outputs o where o.task_id = engine_tasks.id order by o.number
      )`,
    })
    .from(engineTasks)
    .where(eq(engineTasks.id, sql.placeholder("taskId")))
    .prepare("engine_find_task"),
);

function notFound(): ApiError {
  return new ApiError("TASK_NOT_FOUND", "Not found: This task does not exist");
}
