import "server-only";
import pino, { type Logger } from "pino";
import { env } from "#lib/env";

let root: Logger | undefined;

/** A failed query's own message lists its parameters to its end: prompts, addresses, sealed tokens. */
const withoutParameters = (message: string) => message.split("\nparams:")[0] ?? "";

/** An error with its causes for the log: what failed and where, without what people typed. */
export function serializeError(error: unknown): { type: string; message: string; stack: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error", stack: "" };
  const { name, message, stack = "", cause } = error;
  const told = withoutParameters(message);
  // The stack repeats the message, which may hold lines that look like frames: only what follows it is frames.
  const at = stack.indexOf(message);
  const frames = at < 0 ? "" : stack.slice(at + message.length);
  const because = cause instanceof Error ? serializeError(cause) : undefined;
  return {
    type: name,
    message: because ? `${told}: ${because.message}` : told,
    stack: `${name}: ${told}${frames}${because ? `\ncaused by: ${because.stack}` : ""}`,
  };
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
