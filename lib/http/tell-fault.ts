import "server-only";
import { randomUUID } from "node:crypto";
import { AppError, type ErrorCode } from "#lib/domain/app-error";
import { log } from "#lib/log";

/** What is told outward of a fault: its code and the id that finds its cause in the log. */
export interface ToldFault {
  code: ErrorCode;
  requestId: string;
  retryAfterSeconds?: number;
}

/** Faults that are part of a normal day: told to the person, not worth a line in the log. */
const EXPECTED_BELOW_STATUS = 500;

/**
 * Turns whatever was thrown into what may leave the server. Errors that are not ours are masked as
 * INTERNAL; their cause is in the log under the same id.
 */
export function tellFault(door: string, error: unknown): { told: ToldFault; status: number } {
  const requestId = randomUUID();
  if (error instanceof AppError) {
    if (error.status >= EXPECTED_BELOW_STATUS) log().warn({ err: error, requestId, door }, "a request failed");
    else log().debug({ err: error, requestId, door }, "a request was refused");
    const told: ToldFault = { code: error.code, requestId };
    if (error.retryAfterSeconds !== undefined) told.retryAfterSeconds = error.retryAfterSeconds;
    return { told, status: error.status };
  }
  log().error({ err: error, requestId, door }, "a request failed unexpectedly");
  return { told: { code: "INTERNAL", requestId }, status: 500 };
}
