import { publicRoute } from "#lib/engine/api-route";
import { openApiDocument } from "#lib/engine/openapi";
import { requestOrigin } from "#lib/engine/request-origin";

export const dynamic = "force-dynamic";

/** The machine-readable description of `/v1`, OpenAPI 3.1. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute(async ({ request }) =>
  Response.json(openApiDocument(requestOrigin(request))),
);
