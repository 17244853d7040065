import { getTimeZone } from "next-intl/server";
import { readFilter } from "#lib/contract/library-filter";
import { jsonWithEtag, route } from "#lib/http/route";
import { listCatalogue } from "#lib/library/list-catalogue";

/** `GET /api/generations/catalogue?q=&state=...`: ids and sizes of all videos of what a filter finds. */
export const GET = route("GET /api/generations/catalogue", async (request, { user }) => {
  const filter = readFilter(new URL(request.url).searchParams);
  return jsonWithEtag(request, await listCatalogue(user.id, filter, await getTimeZone()));
});
