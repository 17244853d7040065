import type { z } from "zod";
import { ERROR_STATUS, type ErrorCode } from "#lib/domain/app-error";

/** What can go wrong between the browser and our server: its own codes, and `OFFLINE` where nothing came back. */
export type FaultCode = ErrorCode | "OFFLINE";

/** A request that failed, with the code whose sentence is shown. */
export class FetchFault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, options?: ErrorOptions) {
    super(code, options);
    this.name = "FetchFault";
    this.code = code;
  }
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && value in ERROR_STATUS;
}

/** Reads our error code out of an error body; `INTERNAL` where it can't be read. */
export function codeOfBody(body: unknown): ErrorCode {
  if (typeof body !== "object" || body === null || !("error" in body)) return "INTERNAL";
  const { error } = body;
  if (typeof error !== "object" || error === null || !("code" in error)) return "INTERNAL";
  return isErrorCode(error.code) ? error.code : "INTERNAL";
}

/**
 * GETs JSON and checks its shape. The schema is loaded on demand, so that zod stays out of the first
 * load. The browser revalidates by ETag.
 * @throws {FetchFault} `OFFLINE` where nothing came back, else the server's code.
 */
export async function fetchJson<Schema extends z.ZodType>(
  path: string,
  loadSchema: () => Promise<Schema>,
  signal?: AbortSignal,
): Promise<z.output<Schema>> {
  const [schema, response] = await Promise.all([
    loadSchema(),
    fetch(path, { cache: "no-cache", headers: { Accept: "application/json" }, signal }),
  ]).catch((cause: unknown) => {
    throw new FetchFault("OFFLINE", { cause });
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new FetchFault(codeOfBody(body));
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new FetchFault("INTERNAL", { cause: parsed.error });
  return parsed.data;
}
