import { publicRoute } from "#lib/http/route";
import { readPass } from "#lib/http/share-door";
import { storedFileResponse } from "#lib/http/stored-file";
import { sharedVideoFile } from "#lib/shares/shared-file";

/** `GET /s/<token>/video/<ref>`: the bytes of a shared video, with ranges; `?download=1` saves it. */
export const GET = publicRoute<{ token: string; ref: string }>(
  "GET /s/[token]/video/[ref]",
  async (request, { token, ref }) =>
    storedFileResponse(request, await sharedVideoFile({ token, ref, pass: await readPass() })),
);
export const HEAD = GET;
