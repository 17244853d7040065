import "server-only";
import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { Agent, type Dispatcher, request as send } from "undici";
import { AppError } from "#lib/domain/app-error";
import { isPublicAddress, literalAddress } from "#lib/net/address";

const REDIRECTS = [301, 302, 303, 307, 308];
/** Never handed on when a redirect leads to another origin. */
const PRIVATE_HEADERS = ["authorization", "cookie", "proxy-authorization"];

/** An IP address and its family. */
interface ResolvedAddress {
  address: string;
  family: number;
}

interface GuardedFetchOptions {
  /** Origins that may have a private address: our own, and the one an administrator configured. A redirect away from them is checked in full. */
  allowedOrigins?: string[];
  /** Longest time without a byte, while connecting, waiting and reading. */
  timeoutMs: number;
  /** Reading stops with DOWNLOAD_REFUSED beyond this many bytes of body. */
  maxBytes: number;
  /** Most redirects to follow; 5 by default. */
  maxRedirects?: number;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Resolves a host name to all of its addresses; the system's resolver by default. */
  resolve?: (hostname: string) => Promise<ResolvedAddress[]>;
}

/** An answer whose body is still to be read, once. Unread for `timeoutMs`, or after `close`, its connection is closed. */
export interface GuardedResponse {
  status: number;
  headers: Headers;
  /** The URL that answered, after redirects. */
  finalUrl: string;
  body: AsyncIterable<Uint8Array>;
  /** Closes the connection of a body that is not going to be read. */
  close(): void;
}

/**
 * Fetches a URL that somebody else chose, over http(s) only, and never from a private network: names
 * are resolved here, every address must be public, and the connection goes to exactly a checked one, so
 * that a name can't change its mind in between (DNS rebinding). Each redirect is checked anew. Any status
 * that is no redirect is returned, 206 and 4xx included; the body streams.
 * @throws {AppError} DOWNLOAD_REFUSED when the guard refuses (address, protocol, credentials in the URL,
 * too many redirects, too many bytes); DOWNLOAD_FAILED, retryable, for faults of the network. While the
 * body is read it throws the same. An abort rethrows the signal's reason.
 */
export async function guardedFetch(url: string, options: GuardedFetchOptions): Promise<GuardedResponse> {
  let current = parseUrl(url);
  let headers = options.headers ?? {};
  // Only a chain that began on an allowed origin is trusted there: a stranger can't redirect into it.
  let trusted = true;
  for (let redirects = 0; ; redirects++) {
    trusted &&= options.allowedOrigins?.includes(current.origin) ?? false;
    const hop = await sendOnce(current, { ...options, headers }, trusted);
    const location = REDIRECTS.includes(hop.answer.statusCode) ? hop.answer.headers.location : undefined;
    if (typeof location !== "string") return response(current, hop, options);
    hop.close();
    if (redirects >= (options.maxRedirects ?? 5)) throw refused("too many redirects");
    const next = parseUrl(location, current);
    if (next.origin !== current.origin) headers = withoutPrivate(headers);
    current = next;
  }
}

interface Hop {
  answer: Dispatcher.ResponseData;
  close(): void;
}

async function sendOnce(url: URL, options: GuardedFetchOptions, trusted: boolean): Promise<Hop> {
  const { timeoutMs, signal, headers } = options;
  signal?.throwIfAborted();
  const addresses = await checkedAddresses(url, options, trusted);
  const agent = new Agent({
    connect: { lookup: pinned(addresses), timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    // One request a connection: nothing stays open behind it.
    pipelining: 0,
  });
  const close = () => void agent.destroy().catch(() => {});
  try {
    const answer = await send(url, {
      dispatcher: agent,
      method: "GET",
      headers: { "accept-encoding": "identity", ...headers },
      signal,
    });
    // A body that is closed unread must not raise an error that nobody listens for.
    answer.body.on("error", () => {});
    return { answer, close };
  } catch (error) {
    close();
    throw networkFault(error, signal);
  }
}

async function checkedAddresses(url: URL, options: GuardedFetchOptions, trusted: boolean): Promise<ResolvedAddress[]> {
  const literal = literalAddress(url);
  const addresses = literal
    ? [{ address: literal, family: literal.includes(":") ? 6 : 4 }]
    : await resolveAll(url.hostname, options);
  // One private address among public ones is enough to refuse: which of them is taken would be chance.
  if (!trusted && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw refused(`${url.hostname} is not on the public internet`);
  }
  return addresses;
}

async function resolveAll(hostname: string, { resolve, signal, timeoutMs }: GuardedFetchOptions) {
  const timer = AbortSignal.timeout(timeoutMs);
  const ended = signal ? AbortSignal.any([signal, timer]) : timer;
  const answer = (resolve ?? ((name) => systemLookup(name, { all: true })))(hostname);
  try {
    const addresses = await untilAborted(answer, ended);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    throw networkFault(error, signal);
  }
  throw new AppError("DOWNLOAD_FAILED", { retryable: true, detail: `${hostname} has no address` });
}

/** The resolver of the system can't be interrupted; its answer is awaited no longer than `signal` allows. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** A lookup that knows nothing but the addresses that were checked. */
function pinned(addresses: ResolvedAddress[]): LookupFunction {
  return (hostname, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, addresses);
    else if (first) callback(null, first.address, first.family);
    else callback(new Error(`${hostname} has no checked address`), "", 0);
  };
}

function response(url: URL, { answer, close }: Hop, options: GuardedFetchOptions): GuardedResponse {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const unread = setTimeout(close, options.timeoutMs);
  unread.unref();
  return {
    status: answer.statusCode,
    headers,
    finalUrl: url.href,
    body: readBody(answer.body, options, () => clearTimeout(unread), close),
    close,
  };
}

async function* readBody(
  body: AsyncIterable<Uint8Array>,
  { maxBytes, signal }: GuardedFetchOptions,
  onStart: () => void,
  close: () => void,
): AsyncGenerator<Uint8Array> {
  onStart();
  let sizeBytes = 0;
  try {
    for await (const chunk of body) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) throw refused(`more than ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (error) {
    throw networkFault(error, signal);
  } finally {
    close();
  }
}

function parseUrl(url: string, base?: URL): URL {
  if (!URL.canParse(url, base)) throw refused("not a URL");
  const parsed = new URL(url, base);
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") throw refused(`protocol ${parsed.protocol}`);
  if (parsed.username !== "" || parsed.password !== "") throw refused("credentials in the URL");
  return parsed;
}

function withoutPrivate(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !PRIVATE_HEADERS.includes(name.toLowerCase())));
}

function refused(detail: string): AppError {
  return new AppError("DOWNLOAD_REFUSED", { detail });
}

function networkFault(error: unknown, signal: AbortSignal | undefined): unknown {
  if (error instanceof AppError) return error;
  if (signal?.aborted) return signal.reason;
  return new AppError("DOWNLOAD_FAILED", { cause: error, retryable: true });
}
