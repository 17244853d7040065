import type { FaultCode } from "#lib/client/fetch-json";
import type { ActionResult } from "#lib/contract/action";

/** What came of a server action, a lost connection included. */
export type ActionOutcome<T> = { ok: true; data: T } | { ok: false; code: FaultCode; retryAfterSeconds?: number };

/** Waits for a server action; a call that never came back becomes `OFFLINE`, an answer that can't be read `INTERNAL`. */
export async function runAction<T>(call: () => Promise<ActionResult<T>>): Promise<ActionOutcome<T>> {
  try {
    const result = await call();
    return result.ok ? result : { ok: false, ...result.error };
  } catch (error) {
    // A fetch that fails throws a TypeError; anything else did reach the server and could not be read.
    const offline = error instanceof TypeError || !navigator.onLine;
    return { ok: false, code: offline ? "OFFLINE" : "INTERNAL" };
  }
}
