import "server-only";
import type { Readable } from "node:stream";
import { create as contentDisposition } from "content-disposition";
import parseRange from "range-parser";
import type { ByteRange } from "#lib/storage/storage";

/** Carries the length to `lib/http/mend-requests.ts`, which sends it as Content-Length: Next.js drops that one. */
export const BODY_LENGTH_HEADER = "x-body-length";

/** A file to answer with. */
export interface ByteSource {
  /** Asked for only where it is needed, when it is a function. */
  sizeBytes: number | (() => Promise<number>);
  mediaType: string;
  /** Changes when the bytes do; without quotes. */
  etag: string;
  fileName: string;
  disposition: "inline" | "attachment";
  cacheControl: string;
  lastModified?: Date;
  read(range: ByteRange): Promise<Readable>;
}

/**
 * Answers GET or HEAD with a file or one range of it (RFC 9110, sections 13 and 14): conditional by
 * ETag, `If-Range` honoured, 416 where a range can't be satisfied. Several ranges at once are answered
 * with the whole file, as the RFC allows.
 */
export async function byteResponse(request: Request, source: ByteSource): Promise<Response> {
  const etag = `"${source.etag}"`;
  const headers = new Headers({
    "Accept-Ranges": "bytes",
    "Cache-Control": source.cacheControl,
    "Content-Type": source.mediaType,
    "Content-Disposition": contentDisposition(source.fileName, { type: source.disposition }),
    ETag: etag,
    "X-Content-Type-Options": "nosniff",
  });
  if (source.lastModified) headers.set("Last-Modified", source.lastModified.toUTCString());
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });

  const sizeBytes = typeof source.sizeBytes === "number" ? source.sizeBytes : await source.sizeBytes();
  const wanted = wantedRange(request, etag, sizeBytes);
  if (wanted === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${sizeBytes}`);
    headers.delete("Content-Disposition");
    headers.set("Cache-Control", "no-store");
    return new Response(null, { status: 416, headers });
  }
  const range = wanted ?? { start: 0, end: sizeBytes - 1 };
  const length = String(range.end - range.start + 1);
  headers.set("Content-Length", length);
  headers.set(BODY_LENGTH_HEADER, length);
  if (wanted) headers.set("Content-Range", `bytes ${range.start}-${range.end}/${sizeBytes}`);
  const status = wanted ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  return new Response(webStream(await source.read(range)), { status, headers });
}

function wantedRange(request: Request, etag: string, sizeBytes: number): ByteRange | "unsatisfiable" | undefined {
  const header = request.headers.get("range");
  if (!header || request.method === "HEAD") return undefined;
  const condition = request.headers.get("if-range");
  if (condition && condition !== etag) return undefined;
  // A suffix longer than the file means the whole file (RFC 9110, section 14.1.2), which the parser refuses.
  const suffix = /^bytes=-(\d+)$/.exec(header.trim())?.[1];
  if (suffix !== undefined && Number(suffix) >= sizeBytes && sizeBytes > 0) return { start: 0, end: sizeBytes - 1 };
  const ranges = parseRange(sizeBytes, header, { combine: true });
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return undefined;
  return ranges[0];
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  if (!ifNoneMatch) return false;
  return ifNoneMatch.split(",").some((candidate) => ["*", etag, `W/${etag}`].includes(candidate.trim()));
}

/** The bytes of a Node stream for a Response. A reader that goes away ends the stream without an error. */
function webStream(bytes: Readable): ReadableStream<Uint8Array> {
  const iterator: AsyncIterator<Buffer> = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel() {
      bytes.destroy();
    },
  });
}
