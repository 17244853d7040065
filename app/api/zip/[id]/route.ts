import { z } from "zod";
import { AppError } from "#lib/domain/app-error";
import { route } from "#lib/http/route";
import { zipResponse } from "#lib/http/zip-response";
import { openZip } from "#lib/library/open-zip";

/** `GET /api/zip/<id>`: a ZIP of own videos, as `prepareZipAction` has noted them. */
export const GET = route<{ id: string }>("GET /api/zip/[id]", async (_request, { user }, { id }) => {
  if (!z.uuid().safeParse(id).success) throw new AppError("NOT_FOUND");
  return zipResponse(await openZip(user.id, id));
});
