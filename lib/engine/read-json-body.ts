import "server-only";
import { ApiError } from "#lib/engine/api-error";

/** Largest body of a request: a prompt of 5,000 characters and an URL are far below. */
const BODY_MAX_BYTES = 64 * 1024;
const JSON_TYPE = /^application\/(?:[a-z0-9!#$&^_.+-]+\+)?json$/;

/**
 * The JSON body of a request, read no further than its limit.
 * @throws {ApiError} PAYLOAD_TOO_LARGE over 64 KB, UNSUPPORTED_MEDIA_TYPE for another content type,
 * INVALID_REQUEST for what is not JSON in UTF-8.
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  if (Number(request.headers.get("content-length")) > BODY_MAX_BYTES) throw tooLarge();
  const bytes = await readLimited(request);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!JSON_TYPE.test(type)) {
    throw new ApiError("UNSUPPORTED_MEDIA_TYPE", "Unsupported media type: Content-Type must be application/json");
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ApiError("INVALID_REQUEST", "Invalid request: The body must be valid JSON");
  }
}

async function readLimited(request: Request): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  // The server reads no more than a told length, which is known to be small enough here.
  if (request.headers.has("content-length")) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream, so that the rest is not read.
    if (size > BODY_MAX_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): ApiError {
  return new ApiError("PAYLOAD_TOO_LARGE", "Payload too large: The body may have at most 64 KB");
}
