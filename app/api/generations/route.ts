import { listGenerations } from "#lib/generations/list-generations";
import { jsonWithEtag, route } from "#lib/http/route";

/** `GET /api/generations?cursor=`: one page of the library. */
export const GET = route("GET /api/generations", async (request, { user }) => {
  const cursor = new URL(request.url).searchParams.get("cursor");
  return jsonWithEtag(request, await listGenerations(user.id, { cursor }));
});
