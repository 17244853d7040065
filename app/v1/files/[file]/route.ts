import { publicRoute } from "#lib/engine/api-route";
import { serveOutput } from "#lib/engine/serve-output";

export const dynamic = "force-dynamic";

/** The outputs of tasks: links that anybody who has them can read, for 24 hours. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute(({ params, request }) =>
  serveOutput(String(params.file), request),
);
