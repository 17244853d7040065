import { publicOrigin } from "#lib/http/public-origin";
import { jsonWithEtag, route } from "#lib/http/route";
import { listShares } from "#lib/shares/list-shares";

/** `GET /api/shares`: a user's links, and how strangers reach this server. */
export const GET = route("GET /api/shares", async (request, { user }) =>
  jsonWithEtag(request, { origin: publicOrigin(request.headers), items: await listShares(user.id) }),
);
