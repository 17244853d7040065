import "server-only";
import { engineUrl, env, listensOnLoopback } from "#lib/env";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a Host header is foreign to a server that only this machine reaches. Without this, a web page
 * could point a name of its own at 127.0.0.1 and talk to us as if it were us (DNS rebinding). Behind a
 * proxy without a PUBLIC_URL, names can't be told apart.
 */
export function refusesHost(host: string | undefined): boolean {
  const { PUBLIC_URL, TRUST_PROXY } = env();
  if (!listensOnLoopback() || (TRUST_PROXY === "1" && !PUBLIC_URL)) return false;
  const ours = [PUBLIC_URL, engineUrl()].flatMap((url) => (url ? [new URL(url).host] : []));
  const name = (host ?? "").replace(/:\d+$/, "").toLowerCase();
  return !LOOPBACK_NAMES.has(name) && !ours.includes(host ?? "");
}
