import "server-only";
import { type FileHandle, open } from "node:fs/promises";
import { eq } from "drizzle-orm";
import parseRange from "range-parser";
import { database } from "#db/client";
import { engineOutputs } from "#db/schema/engine";
import { ApiError } from "#lib/engine/api-error";
import { outputPath } from "#lib/engine/output-files";

/** How much is read from the disk at once. */
const CHUNK_BYTES = 256 * 1024;
const FILE_FORM = /^([A-Za-z0-9_-]{32})\.mp4$/;

/**
 * Answers a read of an output file: no key, for the name can't be guessed; whole, or one range of it
 * (RFC 9110, section 14); conditional by ETag.
 * @throws {ApiError} NOT_FOUND for a name that was never given out, EXPIRED 24 hours after completion.
 */
export async function serveOutput(name: string, request: Request): Promise<Response> {
  const output = await findOutput(name);
  const etag = `"${output.id}"`;
  const headers = new Headers({
    "Accept-Ranges": "bytes",
    "Cache-Control": `public, max-age=${Math.floor((output.expiresAt.getTime() - Date.now()) / 1_000)}, immutable`,
    "Content-Type": "video/mp4",
    "Content-Disposition": `inline; filename="${output.taskId}-${output.number}.mp4"`,
    ETag: etag,
    "Last-Modified": output.createdAt.toUTCString(),
    "X-Content-Type-Options": "nosniff",
  });
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });

  const range = wantedRange(request, etag, output.sizeBytes);
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${output.sizeBytes}`);
    headers.delete("Cache-Control");
    headers.delete("Content-Disposition");
    headers.set("Content-Type", "application/json");
    const body = { code: 416, message: "Range not satisfiable", error: "RANGE_NOT_SATISFIABLE" };
    return new Response(JSON.stringify(body), { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: output.sizeBytes - 1 };
  headers.set("Content-Length", String(end - start + 1));
  if (range) headers.set("Content-Range", `bytes ${start}-${end}/${output.sizeBytes}`);
  if (request.method === "HEAD") return new Response(null, { status: 200, headers });
  // The clean-up may have run since the look at the row; an open file stays readable.
  const file = await open(outputPath(output.fileName)).catch((cause: unknown) => {
    if (isMissingFile(cause)) throw expired();
    throw cause;
  });
  return new Response(streamFile(file, start, end), { status: range ? 206 : 200, headers });
}

async function findOutput(name: string) {
  const [, id] = FILE_FORM.exec(name) ?? [];
  if (!id) throw missing();
  const db = await database();
  const [output] = await db.select().from(engineOutputs).where(eq(engineOutputs.id, id));
  if (!output) throw missing();
  if (output.deletedAt || output.expiresAt.getTime() <= Date.now()) throw expired();
  return output;
}

function wantedRange(request: Request, etag: string, sizeBytes: number) {
  const header = request.headers.get("range");
  if (!header || request.method === "HEAD") return undefined;
  const condition = request.headers.get("if-range");
  if (condition && condition !== etag) return undefined;
  const ranges = parseRange(sizeBytes, header, { combine: true });
  if (ranges === -1) return "unsatisfiable";
  // A malformed header and several ranges may be ignored; one range is what players and downloads ask for.
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return undefined;
  return ranges[0];
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  if (!ifNoneMatch) return false;
  return ifNoneMatch.split(",").some((candidate) => ["*", etag, `W/${etag}`].includes(candidate.trim()));
}

/** The bytes from `start` to `end`, read as fast as the reader takes them. Closes `file` in every end. */
function streamFile(file: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  let position = start;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const size = Math.min(CHUNK_BYTES, end + 1 - position);
        const { bytesRead, buffer } = await file.read(new Uint8Array(size), 0, size, position);
        if (bytesRead === 0) throw new Error("An output file is shorter than its record says");
        position += bytesRead;
        controller.enqueue(buffer.subarray(0, bytesRead));
        if (position <= end) return;
        await file.close();
        controller.close();
      } catch (error) {
        await file.close();
        throw error;
      }
    },
    cancel: () => file.close(),
  });
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function missing(): ApiError {
  return new ApiError("NOT_FOUND", "Not found: This file does not exist");
}

function expired(): ApiError {
  return new ApiError("EXPIRED", "Expired: Output links work for 24 hours");
}
