/** What can be said of a start image's address before it is sent. */
export type ImageAddress = "public" | "private" | "invalid";

const PRIVATE_NAME = /(^|\.)(localhost|local|lan|home|internal|intranet|corp|test|home\.arpa)$/;
const PRIVATE_IPV6 = /^(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*|::ffff:.*)$/;

function isPrivateIpv4(host: string): boolean {
  const parts = host.split(".").map(Number);
  const [a = 0, b = 0] = parts;
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168)
  );
}

/**
 * Tells an address that an outside provider can't reach from one that it may. By the look of it
 * alone: the server decides.
 */
export function judgeImageAddress(address: string): ImageAddress {
  if (!URL.canParse(address)) return "invalid";
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "invalid";
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return PRIVATE_IPV6.test(host.slice(1, -1)) ? "private" : "public";
  if (/^\d+(\.\d+){3}$/.test(host)) return isPrivateIpv4(host) ? "private" : "public";
  return !host.includes(".") || PRIVATE_NAME.test(host) ? "private" : "public";
}
