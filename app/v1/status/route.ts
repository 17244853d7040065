import { ApiError } from "#lib/engine/api-error";
import { keyedRoute } from "#lib/engine/api-route";
import { lookUpTask } from "#lib/engine/look-up-task";

export const dynamic = "force-dynamic";

/** `GET /v1/status?task_id=` of the GrokImagine API: what became of a generation. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = keyedRoute(
  "GET",
  async ({ account, origin, task, taskId }) => {
    if (!taskId) throw new ApiError("INVALID_REQUEST", "Invalid request: The task_id parameter is required");
    return lookUpTask(account.id, taskId, origin, task);
  },
);
