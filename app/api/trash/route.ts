import { jsonWithEtag, route } from "#lib/http/route";
import { listTrash } from "#lib/library/list-trash";

/** `GET /api/trash?cursor=`: one page of what was thrown away. */
export const GET = route("GET /api/trash", async (request, { user }) =>
  jsonWithEtag(request, await listTrash(user.id, new URL(request.url).searchParams.get("cursor"))),
);
