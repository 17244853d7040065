import type { FaultCode } from "#lib/client/fetch-json";
import type { ActionResult } from "#lib/contract/action";

/** What came of a server action, a lost connection included. */
export type ActionOutcome<T> = { ok: true; data: T } | { ok: false; code: FaultCode; retryAfterSeconds?: number };

/** Waits for a server action; a call that never came back becomes `OFFLINE` in place of an exception. */
export async function runAction<T>(call: () => Promise<ActionResult<T>>): Promise<ActionOutcome<T>> {
  try {
    const result = await call();
    return result.ok ? result : { ok: false, ...result.error };
  } catch {
    return { ok: false, code: "OFFLINE" };
  }
}
