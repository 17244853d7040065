import "server-only";
import { randomUUID } from "node:crypto";
import type { ErrorAnswer } from "#lib/contract/error";
import type { Account } from "#lib/engine/account";
import { type Admission, admitCaller } from "#lib/engine/admit-caller";
import { ApiError } from "#lib/engine/api-error";
import { limitHeaders } from "#lib/engine/consume-limit";
import { readJsonBody } from "#lib/engine/read-json-body";
import { requestOrigin } from "#lib/engine/request-origin";
import { log } from "#lib/log";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];

/** What a handler is told of a call without a key. */
export interface PublicCall {
  request: Request;
  url: URL;
  /** Values of the route's dynamic parts. */
  params: Record<string, string | string[] | undefined>;
}

/** What a handler is told of a call that was let in. */
export interface KeyedCall extends PublicCall {
  account: Account;
  /** The parsed JSON of a POST; undefined otherwise. */
  body: unknown;
  /** The `task_id` that a GET asks for, and the task itself where it was found on the way in. */
  taskId: string | undefined;
  task: Admission["task"];
  /** The origin by which the caller reached us. */
  origin: string;
}

interface Context {
  params: Promise<Record<string, string | string[] | undefined>>;
}
type Door = (request: Request, context: Context) => Promise<Response>;
type Doors = Record<Method, Door>;

/**
 * Doors of a path that needs a key. Checks in the order of the API: method, key, limit, size and type;
 * `handle` checks the body and the credits, and returns the `data` of the answer.
 */
export function keyedRoute(method: "GET" | "POST", handle: (call: KeyedCall) => Promise<unknown>): Doors {
  return doors(method, async (call, headers) => {
    const taskId = method === "GET" ? call.url.searchParams.get("task_id")?.trim() : undefined;
    const { account, limit, task } = await admitCaller(call.request.headers.get("authorization"), taskId);
    Object.assign(headers, limitHeaders(limit));
    if (account.disabled) throw new ApiError("FORBIDDEN", "Forbidden: This account is disabled");
    if (limit.exceeded) {
      throw new ApiError("RATE_LIMITED", `Rate limited: At most ${limit.limit} requests a minute on this plan`);
    }
    const body = method === "POST" ? await readJsonBody(call.request) : undefined;
    const data = await handle({ ...call, account, body, taskId, task, origin: requestOrigin(call.request) });
    return Response.json({ code: 200, message: "success", data });
  });
}

/** Doors of a path that anybody may read. `handle` answers by itself. */
export function publicRoute(handle: (call: PublicCall) => Promise<Response>): Doors {
  return doors("GET", (call) => handle(call));
}

/** Doors of every path that does not exist, whatever the method. */
export function missingRoute(): Doors {
  return doors(undefined, async () => {
    throw new ApiError("NOT_FOUND", "Not found: This path does not exist");
  });
}

type Answer = (call: PublicCall, headers: Record<string, string>) => Promise<Response>;

function doors(allowed: "GET" | "POST" | undefined, answer: Answer): Doors {
  const allow: readonly Method[] = allowed === "GET" ? ["GET", "HEAD"] : allowed ? [allowed] : METHODS;
  const door: Door = async (request, context) => {
    const requestId = randomUUID();
    // Filled as the checks go on, so that an error also carries what is known by then.
    const headers: Record<string, string> = { "X-Request-Id": requestId };
    let response: Response;
    try {
      if (!allow.some((method) => method === request.method)) {
        throw new ApiError("METHOD_NOT_ALLOWED", `Method not allowed: Use ${allow.join(" or ")}`, {
          Allow: allow.join(", "),
        });
      }
      const params = await context.params;
      response = await answer({ request, url: new URL(request.url), params }, headers);
    } catch (error) {
      response = errorResponse(error, requestId);
    }
    return finish(response, headers, request.method);
  };
  return { GET: door, HEAD: door, POST: door, PUT: door, PATCH: door, DELETE: door, OPTIONS: door };
}

function errorResponse(error: unknown, requestId: string): Response {
  const refusal = error instanceof ApiError ? error : masked(error, requestId);
  const body: ErrorAnswer = { code: refusal.status, message: refusal.message, error: refusal.error };
  return Response.json(body, { status: refusal.status, headers: refusal.headers });
}

function masked(error: unknown, requestId: string): ApiError {
  log().error({ err: error, requestId }, "the API answered 500");
  return new ApiError("INTERNAL_ERROR", "Server error: Please try again later");
}

function finish(response: Response, headers: Record<string, string>, method: string): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (!response.headers.has("cache-control")) response.headers.set("Cache-Control", "no-store");
  // A second Response around the body would have it read through one more stream.
  return method === "HEAD" ? new Response(null, response) : response;
}
