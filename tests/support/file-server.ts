import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Serves bytes as an ordinary file server does, with ranges; `cutAfter` breaks the connection there, once. */
export function fileServer(bytes: Buffer, options: { cutAfter?: number } = {}) {
  const ranges: (string | undefined)[] = [];
  let { cutAfter } = options;
  // Long enough for a loaded machine to have read what was sent: a reset throws away what lies in between.
  const cutAfterMs = 400;
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    ranges.push(request.headers.range);
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const part = bytes.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-type": "application/octet-stream",
      "content-length": part.length,
      etag: `"${sha256(bytes)}"`,
      ...(start > 0 ? { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    if (cutAfter === undefined) {
      response.end(part);
      return;
    }
    response.write(part.subarray(0, cutAfter), () => setTimeout(() => request.socket.resetAndDestroy(), cutAfterMs));
    cutAfter = undefined;
  };
  return { serve, ranges };
}
