import "server-only";
import pino, { type Logger } from "pino";
import { env } from "#lib/env";

let root: Logger | undefined;

/**
 * The logger of this process: JSON lines on standard output. Secrets that could ride along in
 * request-shaped objects are removed here, whatever a caller passes.
 */
export function log(): Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    redact: {
      paths: [
        "token",
        "*.token",
        "authorization",
        "*.authorization",
        "headers.authorization",
        "*.password",
        "password",
        "prompt",
        "*.prompt",
      ],
      censor: "[removed]",
    },
  });
  return root;
}
