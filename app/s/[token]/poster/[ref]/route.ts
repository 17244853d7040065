import { publicRoute } from "#lib/http/route";
import { readPass } from "#lib/http/share-door";
import { storedFileResponse } from "#lib/http/stored-file";
import { sharedPosterFile } from "#lib/shares/shared-file";

/** `GET /s/<token>/poster/<ref>`: the poster of a shared video. */
export const GET = publicRoute<{ token: string; ref: string }>(
  "GET /s/[token]/poster/[ref]",
  async (request, { token, ref }) =>
    storedFileResponse(request, await sharedPosterFile({ token, ref, pass: await readPass() })),
);
export const HEAD = GET;
