import { z } from "zod";
import { AppError } from "#lib/domain/app-error";
import { jsonWithEtag, route } from "#lib/http/route";
import { collectionsOf } from "#lib/library/collections-of";

/** `GET /api/videos/<id>/collections`: the collections that hold an own video. */
export const GET = route<{ id: string }>("GET /api/videos/[id]/collections", async (request, { user }, { id }) => {
  if (!z.uuid().safeParse(id).success) throw new AppError("NOT_FOUND");
  return jsonWithEtag(request, await collectionsOf(user.id, id));
});
