import "server-only";
import { create as contentDisposition } from "content-disposition";
import type { OpenZip } from "#lib/library/open-zip";
import { BODY_LENGTH_HEADER } from "#lib/storage/byte-response";

/** Answers with a ZIP to save; with its length where that is known, so that the browser shows how far it is. */
export function zipResponse({ fileName, sizeBytes, stream }: OpenZip): Response {
  const headers = new Headers({
    "Content-Type": "application/zip",
    "Content-Disposition": contentDisposition(fileName),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  if (sizeBytes !== null) headers.set(BODY_LENGTH_HEADER, String(sizeBytes));
  return new Response(stream, { headers });
}
