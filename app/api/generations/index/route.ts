import { getTimeZone } from "next-intl/server";
import { readFilter } from "#lib/contract/library-filter";
import { indexLibrary } from "#lib/generations/index-library";
import { jsonWithEtag, route } from "#lib/http/route";

/** `GET /api/generations/index?q=&state=...`: the shapes of all that a filter finds, in one small answer. */
export const GET = route("GET /api/generations/index", async (request, { user }) => {
  const filter = readFilter(new URL(request.url).searchParams);
  return jsonWithEtag(request, await indexLibrary(user.id, filter, await getTimeZone()));
});
