import { jsonWithEtag, route } from "#lib/http/route";
import { promptHistory } from "#lib/prompts/prompt-history";

/** `GET /api/prompts/history`: somebody's own prompts, the latest first. */
export const GET = route("GET /api/prompts/history", async (request, { user }) =>
  jsonWithEtag(request, await promptHistory(user.id)),
);
