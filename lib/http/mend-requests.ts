import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import onHeaders from "on-headers";
import { env } from "#lib/env";
import { refusesHost } from "#lib/http/host-guard";
import { beginAnswer } from "#lib/http/page-status";
import { BODY_LENGTH_HEADER } from "#lib/storage/byte-response";

/**
 * Mends what Next.js gives handlers no way to, at the start of every request and before anybody reads it.
 *
 * Requests under a foreign name are refused (see `lib/http/host-guard.ts`), and those below /v1 all reach us.
 *
 * X-Forwarded-For tells the truth: unless a trusted proxy writes it, whatever a caller claims is
 * replaced by the socket's address. And files are sent with their Content-Length, which Next.js removes
 * from the answers of route handlers: without it no browser can show how far a download is.
 *
 * Pages can be answered with other statuses than 200 and 404 (see `lib/http/page-status.ts`).
 */
export function mendRequests(): void {
  const trustsProxy = env().TRUST_PROXY === "1";
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null) return;
    if ("request" in message && message.request instanceof IncomingMessage) {
      const { request } = message;
      refuseForeignHost(request);
      leaveApiPathsToUs(request);
      if (!trustsProxy) request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "unknown";
    }
    if ("response" in message && message.response instanceof ServerResponse) {
      sendBodyLength(message.response);
      sendPageStatus(message.response);
    }
  });
}

/**
 * Ends a request under a foreign name before any handler sees what it wanted: Next.js runs server
 * actions on any path, so a check in front of pages alone would be walked around.
 */
function refuseForeignHost(request: IncomingMessage): void {
  if (!refusesHost(request.headers.host)) return;
  const sentence = "This server answers to its own address only. Open it at http://localhost, or set PUBLIC_URL.\n";
  const head = ["HTTP/1.1 421 Misdirected Request", "Content-Type: text/plain", "Connection: close"];
  request.socket.end(`${head.join("\r\n")}\r\n\r\n${sentence}`);
  request.method = "GET";
  request.url = "/api/ready";
  request.headers = { host: "localhost" };
}

/** Methods that Next.js hands on; it answers others itself, with nothing. */
const HANDED_ON = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Every answer below /v1 is in the API's own words: Next.js would redirect a path with a slash too many, and
 * answer a broken escape and a method that it does not know by itself. No path of the API has such a name, and
 * no path but an unknown one takes OPTIONS.
 */
function leaveApiPathsToUs(request: IncomingMessage): void {
  const [path = ""] = request.url?.split("?", 1) ?? [];
  if (!/^\/v1(\/|$)/.test(path)) return;
  if (/\/(\/|$)/.test(path) || !isDecodable(path)) request.url = "/v1/unknown";
  if (!HANDED_ON.has(request.method ?? "")) request.method = "OPTIONS";
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function sendPageStatus(response: ServerResponse): void {
  const answer = beginAnswer();
  onHeaders(response, () => {
    if (answer.status !== undefined && response.statusCode === 200) response.statusCode = answer.status;
  });
}

function sendBodyLength(response: ServerResponse): void {
  onHeaders(response, () => {
    const length = response.getHeader(BODY_LENGTH_HEADER);
    if (length === undefined) return;
    response.removeHeader(BODY_LENGTH_HEADER);
    response.setHeader("Content-Length", String(length));
  });
}
