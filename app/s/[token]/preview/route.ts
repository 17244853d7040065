import { publicRoute } from "#lib/http/route";
import { linkPreview } from "#lib/shares/link-preview";

/** `GET /s/<token>/preview`: the picture that a preview of the link shows; none where it wants a password. */
export const GET = publicRoute<{ token: string }>("GET /s/[token]/preview", async (_, { token }) => {
  const picture = await linkPreview(token);
  return new Response(new Uint8Array(picture), {
    headers: {
      "Content-Type": "image/jpeg",
      "Content-Length": String(picture.byteLength),
      "Cache-Control": "private, no-cache",
      "X-Content-Type-Options": "nosniff",
    },
  });
});
export const HEAD = GET;
