import { jsonWithEtag, route } from "#lib/http/route";
import { listWildcardLists } from "#lib/prompts/wildcard-lists";

/** `GET /api/prompts/lists`: the lists that wildcards take from. */
export const GET = route("GET /api/prompts/lists", async (request, { user }) =>
  jsonWithEtag(request, await listWildcardLists(user.id)),
);
