import "server-only";
import { type FileHandle, open } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { database } from "#db/client";
import { engineOutputs } from "#db/schema/engine";
import { ApiError } from "#lib/engine/api-error";
import { outputPath } from "#lib/engine/output-files";
import { byteResponse } from "#lib/storage/byte-response";

const FILE_FORM = /^([A-Za-z0-9_-]{32})\.mp4$/;

/**
 * Answers a read of an output file: no key, for the name can't be guessed; whole, or one range of it;
 * conditional by ETag.
 * @throws {ApiError} NOT_FOUND for a name that was never given out, EXPIRED 24 hours after completion.
 */
export async function serveOutput(name: string, request: Request): Promise<Response> {
  const output = await findOutput(name);
  const secondsLeft = Math.floor((output.expiresAt.getTime() - Date.now()) / 1_000);
  // Opened before anything is answered: the clean-up may have run since the look at the row, and an
  // open file stays readable.
  const file = await openOutput(output.fileName);
  let handedOver = false;
  try {
    const response = await byteResponse(request, {
      sizeBytes: output.sizeBytes,
      mediaType: "video/mp4",
      etag: output.id,
      fileName: `${output.taskId}-${output.number}.mp4`,
      disposition: "inline",
      cacheControl: `public, max-age=${secondsLeft}, immutable`,
      lastModified: output.createdAt,
      read: async (range) => {
        handedOver = true;
        return file.createReadStream(range);
      },
    });
    return response.status === 416 ? withErrorBody(response) : response;
  } finally {
    if (!handedOver) await file.close();
  }
}

/** Errors of the API have a body of one form. */
function withErrorBody(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("Content-Type", "application/json");
  const body = { code: 416, message: "Range not satisfiable", error: "RANGE_NOT_SATISFIABLE" };
  return new Response(JSON.stringify(body), { status: 416, headers });
}

async function findOutput(name: string) {
  const [, id] = FILE_FORM.exec(name) ?? [];
  if (!id) throw new ApiError("NOT_FOUND", "Not found: This file does not exist");
  const db = await database();
  const [output] = await db.select().from(engineOutputs).where(eq(engineOutputs.id, id));
  if (!output) throw new ApiError("NOT_FOUND", "Not found: This file does not exist");
  if (output.deletedAt || output.expiresAt.getTime() <= Date.now()) throw expired();
  return output;
}

async function openOutput(fileName: string): Promise<FileHandle> {
  try {
    return await open(outputPath(fileName));
  } catch (cause) {
    const isGone = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw isGone ? expired() : cause;
  }
}

function expired(): ApiError {
  return new ApiError("EXPIRED", "Expired: Output links work for 24 hours");
}
