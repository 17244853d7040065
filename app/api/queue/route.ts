import { listQueue } from "#lib/generations/list-queue";
import { jsonWithEtag, route } from "#lib/http/route";

/** `GET /api/queue`: what waits, runs, is in doubt or failed. Asked for again when the poll says that something moved. */
export const GET = route("GET /api/queue", async (request, { user }) =>
  jsonWithEtag(request, await listQueue(user.id)),
);
