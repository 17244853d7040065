import ipaddr from "ipaddr.js";

/** Public by its range, yet a cloud's own service: Azure's wire server. */
const CLOUD_SERVICES = ["168.63.129.16"];
/** All of today's global unicast; NAT64, mapped, translated and site-local forms lie outside. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether `address` is an IP address of the public internet. Private, loopback, link-local (metadata
 * services among them), carrier-grade, multicast, reserved and unspecified addresses are not, nor is
 * any IPv6 form that carries an IPv4 address: mapped, NAT64, 6to4, Teredo.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(GLOBAL_IPV6);
  return !CLOUD_SERVICES.includes(parsed.toString());
}

/**
 * The IP address that a URL's host is written as, without brackets; null for a name. The URL parser has
 * already turned decimal, octal and hexadecimal spellings into the dotted one.
 */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
  return ipaddr.isValid(host) ? host : null;
}
