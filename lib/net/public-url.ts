import { isPublicAddress, literalAddress } from "#lib/net/address";

/** Names that no public server has: RFC 6761, RFC 6762, RFC 8375, and ICANN's `.internal`. */
const PRIVATE_ZONES = ["localhost", "local", "internal", "intranet", "lan", "home.arpa", "test", "invalid", "onion"];

/**
 * Whether an URL looks as if a provider on the internet could fetch it: http(s), without credentials,
 * with a public address or a name that can be public. Reads the URL only and asks no DNS, so it is for
 * warning before money is spent; `guardedFetch` is what protects.
 */
export function isPublicHttpUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return false;
  if (parsed.username !== "" || parsed.password !== "") return false;
  const address = literalAddress(parsed);
  if (address) return isPublicAddress(address);
  const name = parsed.hostname.replace(/\.$/, "");
  if (!name.includes(".") || name.startsWith("[")) return false;
  return !PRIVATE_ZONES.some((zone) => name === zone || name.endsWith(`.${zone}`));
}
