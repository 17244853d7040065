import "server-only";
import { Agent, buildConnector, request } from "undici";
import { type LimitHeaders, readLimitHeaders } from "#lib/provider/limit-headers";

/** Where a call goes and as whom. */
export interface ProviderTarget {
  /** Without a trailing slash. */
  baseUrl: string;
  token: string;
}

interface ProviderCall {
  method: "GET" | "POST";
  path: string;
  body?: object;
  headers?: Record<string, string>;
  timeoutMs: number;
}

/** What came of one HTTP call, before anybody says what it means. */
export type RawAnswer =
  | { kind: "answer"; status: number; json: unknown; limits: LimitHeaders }
  /** DNS, connect or TLS failed: the request never left. */
  | { kind: "not-sent"; reason: string }
  /** It may have arrived, and no whole answer came back. */
  | { kind: "lost"; reason: string };

const MAX_ANSWER_BYTES = 1_048_576;

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const code = "code" in error ? String(error.code) : error.name;
  return code || error.name;
}

/**
 * Makes exactly one HTTP call on a connection of its own: no redirects, no retry, one time-out for all
 * of it. Whether the request can have left is told by whether the connection was made.
 */
export async function callProvider(target: ProviderTarget, call: ProviderCall): Promise<RawAnswer> {
  let connected = false;
  const connect = buildConnector({ timeout: Math.min(call.timeoutMs, 10_000) });
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    connect: (options, callback) =>
      connect(options, (...result) => {
        connected = result[0] === null;
        callback(...result);
      }),
  });
  try {
    const response = await request(`${target.baseUrl}${call.path}`, {
      method: call.method,
      dispatcher: agent,
      signal: AbortSignal.timeout(call.timeoutMs),
      headers: {
        ...call.headers,
        accept: "application/json",
        authorization: `Bearer ${target.token}`,
        ...(call.body ? { "content-type": "application/json" } : {}),
      },
      body: call.body ? JSON.stringify(call.body) : null,
    });
    const header = (name: string) => {
      const value = response.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const limits = readLimitHeaders(header, new Date());
    return { kind: "answer", status: response.statusCode, json: await readJson(response.body), limits };
  } catch (error) {
    return { kind: connected ? "lost" : "not-sent", reason: reasonOf(error) };
  } finally {
    await agent.destroy();
  }
}

/** The body as JSON; undefined where it is none (HTML, cut short) or larger than any honest answer. */
async function readJson(body: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    // This decoder leaves a byte order mark out, which `JSON.parse` does not take.
    return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)), keepLongNumber);
  } catch {
    return undefined;
  }
}

/** An id may be a number of more digits than a number here has (2^53): it stays the text that it was. */
function keepLongNumber(_name: string, value: unknown, context?: { source?: string }): unknown {
  const isLong = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isLong ? (context?.source ?? value) : value;
}

/**
 * The status that counts: a body may say 401, 402 or 429 (or any error) under HTTP 200, and a 4xx may
 * carry one of those three as its code. The worse of the two is trusted.
 */
export function effectiveStatus(httpStatus: number, bodyCode: number | undefined): number {
  if (bodyCode === undefined) return httpStatus;
  if (httpStatus >= 200 && httpStatus < 300) return bodyCode >= 400 && bodyCode < 600 ? bodyCode : httpStatus;
  const telling = bodyCode === 401 || bodyCode === 402 || bodyCode === 429;
  return httpStatus >= 400 && httpStatus < 500 && telling ? bodyCode : httpStatus;
}

const PROVIDER_MESSAGE_CHARACTERS = 500;

/** A provider's own words as plain text, short enough for a card. Markup is not words. */
export function plainMessage(message: string | null | undefined): string | null {
  const text = (message ?? "").replace(/\s+/g, " ").trim();
  if (text === "" || /<[a-z!/]/i.test(text)) return null;
  return text.slice(0, PROVIDER_MESSAGE_CHARACTERS);
}
