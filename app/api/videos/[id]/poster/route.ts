import { getPosterFile } from "#lib/generations/get-video";
import { route } from "#lib/http/route";
import { storedFileResponse } from "#lib/http/stored-file";

/** `GET /api/videos/<id>/poster`: the poster of an own video. */
export const GET = route<{ id: string }>("GET /api/videos/[id]/poster", async (request, { user }, { id }) =>
  storedFileResponse(request, await getPosterFile(user.id, id)),
);
export const HEAD = GET;
