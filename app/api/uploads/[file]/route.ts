import { publicRoute } from "#lib/http/route";
import { storedFileResponse } from "#lib/http/stored-file";
import { getUpload } from "#lib/uploads/get-upload";

const DAY_SECONDS = 86_400;

/** `GET /api/uploads/<name>`: a start image, for the provider that makes a video of it. Whoever has the name may read it. */
export const GET = publicRoute<{ file: string }>("GET /api/uploads/[file]", async (request, { file }) => {
  const upload = await getUpload(file);
  const cacheControl = `public, max-age=${DAY_SECONDS}, immutable`;
  const response = await storedFileResponse(request, { ...upload, cacheControl });
  // Opened by itself in a browser it is a picture and nothing more.
  response.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
});
export const HEAD = GET;
