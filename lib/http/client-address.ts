import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { env } from "#lib/env";

interface RequestStart {
  request: IncomingMessage;
}

function isRequestStart(message: unknown): message is RequestStart {
  return typeof message === "object" && message !== null && "request" in message;
}

/**
 * Makes X-Forwarded-For tell the truth: unless a trusted proxy writes it, whatever a caller claims is
 * replaced by the socket's address before anybody reads it. Next.js offers handlers no socket.
 */
export function stampClientAddress(): void {
  if (env().TRUST_PROXY === "1") return;
  subscribe("http.server.request.start", (message) => {
    if (!isRequestStart(message)) return;
    const { request } = message;
    request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "unknown";
  });
}
