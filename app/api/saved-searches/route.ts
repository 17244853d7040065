import { listSavedSearches } from "#lib/generations/saved-searches";
import { jsonWithEtag, route } from "#lib/http/route";

/** `GET /api/saved-searches`: the filters that somebody has named. */
export const GET = route("GET /api/saved-searches", async (request, { user }) =>
  jsonWithEtag(request, await listSavedSearches(user.id)),
);
