import { z } from "zod";
import { POLL_MAX_IDS } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { pollGenerations } from "#lib/generations/list-generations";
import { jsonWithEtag, route } from "#lib/http/route";

const idList = z.array(z.uuid()).max(POLL_MAX_IDS);

/** `GET /api/generations/poll?ids=a,b`: what became of the generations that a page has in flight, and all that moves. */
export const GET = route("GET /api/generations/poll", async (request, { user }) => {
  const asked = new URL(request.url).searchParams.get("ids");
  const ids = idList.safeParse(asked ? asked.split(",") : []);
  if (!ids.success) throw new AppError("INVALID_INPUT");
  return jsonWithEtag(request, await pollGenerations(user.id, ids.data));
});
