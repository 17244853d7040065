import { env, listensOnLoopback } from "#lib/env";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a Host header is foreign to a server that only this machine reaches. Without this, a web page
 * could point a name of its own at 127.0.0.1 and talk to us as if it were us (DNS rebinding).
 */
export function refusesHost(host: string | null): boolean {
  if (!listensOnLoopback()) return false;
  const { PUBLIC_URL } = env();
  const name = (host ?? "").replace(/:\d+$/, "").toLowerCase();
  const isOurs = LOOPBACK_NAMES.has(name) || (PUBLIC_URL !== undefined && new URL(PUBLIC_URL).host === host);
  return !isOurs;
}
