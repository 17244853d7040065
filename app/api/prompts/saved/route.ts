import { jsonWithEtag, route } from "#lib/http/route";
import { listSavedPrompts } from "#lib/prompts/saved-prompts";

/** `GET /api/prompts/saved`: the prompts that somebody has named. */
export const GET = route("GET /api/prompts/saved", async (request, { user }) =>
  jsonWithEtag(request, await listSavedPrompts(user.id)),
);
