import "server-only";
import { env } from "#lib/env";

/** How people reach this server: as the settings say, otherwise as this request did. */
export function publicOrigin(headers: Headers): string {
  const { PUBLIC_URL, TRUST_PROXY } = env();
  if (PUBLIC_URL) return PUBLIC_URL;
  const scheme = TRUST_PROXY === "1" && headers.get("x-forwarded-proto") === "https" ? "https" : "http";
  return `${scheme}://${headers.get("host") ?? "localhost"}`;
}
