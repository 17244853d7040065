import "server-only";
import { env } from "#lib/env";

const HOST_FORM = /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The origin by which a caller reached us, for the links that it gets back. What a proxy says counts
 * only when the administrator trusts it.
 */
export function requestOrigin(request: Request): string {
  const { TRUST_PROXY, PUBLIC_URL } = env();
  const first = (name: string) => request.headers.get(name)?.split(",")[0]?.trim();
  const trusted = TRUST_PROXY === "1";
  const host = (trusted ? first("x-forwarded-host") : undefined) ?? first("host");
  const publicUrl = PUBLIC_URL ? new URL(PUBLIC_URL) : undefined;
  if (!host || !HOST_FORM.test(host)) return publicUrl?.origin ?? new URL(request.url).origin;
  if (trusted) return `${first("x-forwarded-proto") === "https" ? "https" : "http"}://${host}`;
  // This server speaks plain HTTP itself; only its public URL can know of TLS in front of it.
  return publicUrl?.host === host ? publicUrl.origin : `http://${host}`;
}
