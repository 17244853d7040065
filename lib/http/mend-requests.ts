import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import onHeaders from "on-headers";
import { env } from "#lib/env";
import { BODY_LENGTH_HEADER } from "#lib/storage/byte-response";

/**
 * Mends two things that Next.js gives handlers no way to: at the start of every request, before anybody
 * reads it.
 *
 * X-Forwarded-For tells the truth: unless a trusted proxy writes it, whatever a caller claims is
 * replaced by the socket's address. And files are sent with their Content-Length, which Next.js removes
 * from the answers of route handlers: without it no browser can show how far a download is.
 */
export function mendRequests(): void {
  const trustsProxy = env().TRUST_PROXY === "1";
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null) return;
    if (!trustsProxy && "request" in message && message.request instanceof IncomingMessage) {
      const { request } = message;
      request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "unknown";
    }
    if ("response" in message && message.response instanceof ServerResponse) sendBodyLength(message.response);
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
