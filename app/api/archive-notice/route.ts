import { archiveNoticeOf } from "#lib/generations/archive-notice";
import { jsonWithEtag, route } from "#lib/http/route";

/** `GET /api/archive-notice`: what keeps videos from being saved, and which are at risk. */
export const GET = route("GET /api/archive-notice", async (request, { user }) =>
  jsonWithEtag(request, await archiveNoticeOf(user.id)),
);
