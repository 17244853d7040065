import "server-only";
import { env } from "#lib/env";

/**
 * The address that a request came from, for limits and the list of sign-ins. The server writes the
 * socket's address into X-Forwarded-For itself (see `lib/http/mend-requests.ts`), unless a trusted
 * proxy does: then its entry is the last one.
 */
export function addressOf(headers: Headers): string {
  const entries = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  const address = env().TRUST_PROXY === "1" ? entries.at(-1) : entries[0];
  return address ? address.replace(/^::ffff:/, "") : "unknown";
}
