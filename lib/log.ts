import "server-only";
import pino, { type Logger, type SerializedError } from "pino";
import { env } from "#lib/env";

let root: Logger | undefined;

/** A failed query's own message lists its parameters: prompts, addresses, sealed tokens. */
function withoutParameters(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n {4}at |\ncaused by: |$)/g, "");
}

/** An error for the log: what failed and where, without what people typed. */
export function serializeError(error: Error): Omit<SerializedError, "raw"> {
  const { type, message, stack } = pino.stdSerializers.err(error);
  return { type, message: withoutParameters(message), stack: withoutParameters(stack) };
}

/**
 * The logger of this process: JSON lines on standard output. Secrets that could ride along in
 * request-shaped objects are removed here, whatever a caller passes.
 */
export function log(): Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    serializers: { err: serializeError },
    redact: {
      paths: ["token", "*.token", "authorization", "*.authorization", "password", "*.password", "prompt", "*.prompt"],
      censor: "[removed]",
    },
  });
  return root;
}
