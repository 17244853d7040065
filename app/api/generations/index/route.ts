import { indexLibrary } from "#lib/generations/index-library";
import { jsonWithEtag, route } from "#lib/http/route";

/** `GET /api/generations/index`: the shapes of a whole library, in one small answer. */
export const GET = route("GET /api/generations/index", async (request, { user }) =>
  jsonWithEtag(request, await indexLibrary(user.id)),
);
