import { getBatch } from "#lib/generations/count-batches";
import { jsonWithEtag, route } from "#lib/http/route";

/** `GET /api/batches/<id>`: what became of a batch. */
export const GET = route<{ id: string }>("GET /api/batches/[id]", async (request, { user }, { id }) =>
  jsonWithEtag(request, await getBatch(user.id, id)),
);
