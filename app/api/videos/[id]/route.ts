import { getVideoFile } from "#lib/generations/get-video";
import { route } from "#lib/http/route";
import { storedFileResponse } from "#lib/http/stored-file";

/** `GET /api/videos/<id>`: the bytes of an own video, with ranges; `?download=1` saves it under its name. */
export const GET = route<{ id: string }>("GET /api/videos/[id]", async (request, { user }, { id }) =>
  storedFileResponse(request, await getVideoFile(user.id, id)),
);
export const HEAD = GET;
