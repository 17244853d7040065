import { jsonWithEtag, route } from "#lib/http/route";
import { listCollections } from "#lib/library/collections";

/** `GET /api/collections`: the collections of an account, with their covers. */
export const GET = route("GET /api/collections", async (request, { user }) =>
  jsonWithEtag(request, await listCollections(user.id)),
);
