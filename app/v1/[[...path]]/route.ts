import { missingRoute } from "#lib/engine/api-route";

export const dynamic = "force-dynamic";

/** Every path under `/v1` that does not exist answers in the API's own envelope. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = missingRoute();
