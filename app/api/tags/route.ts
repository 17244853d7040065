import { jsonWithEtag, route } from "#lib/http/route";
import { listTags } from "#lib/library/tags";

/** `GET /api/tags`: the words that somebody has put on videos. */
export const GET = route("GET /api/tags", async (request, { user }) => jsonWithEtag(request, await listTags(user.id)));
