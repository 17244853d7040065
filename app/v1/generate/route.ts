import { acceptTask } from "#lib/engine/accept-task";
import { keyedRoute } from "#lib/engine/api-route";
import { idempotencyKey } from "#lib/engine/claim-idempotency-key";
import { parseGenerateRequest } from "#lib/engine/parse-generate-request";

export const dynamic = "force-dynamic";

/** `POST /v1/generate` of the GrokImagine API: orders a generation. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = keyedRoute(
  "POST",
  async ({ account, body, request }) => ({
    task_id: await acceptTask(account, parseGenerateRequest(body), idempotencyKey(request.headers)),
  }),
);
