import { type ActionOutcome, runAction } from "#lib/client/run-action";
import type { ActionResult } from "#lib/contract/action";
import { ACTION_MAX_IDS } from "#lib/domain/organise-limits";

/** What came of an action that was made in several parts: what those that were done answered, and the fault that ended them. */
export interface PartsOutcome<T> {
  answers: T[];
  fault: (ActionOutcome<T> & { ok: false }) | null;
}

/** Splits a list into parts of at most `size`. */
export function partsOf<Item>(list: readonly Item[], size: number = ACTION_MAX_IDS): Item[][] {
  const parts: Item[][] = [];
  for (let start = 0; start < list.length; start += size) parts.push(list.slice(start, start + size));
  return parts;
}

/** Makes an action part by part, one after the other, and stops at the first that fails. */
export async function runInParts<Part, T>(
  parts: readonly Part[],
  call: (part: Part) => Promise<ActionResult<T>>,
): Promise<PartsOutcome<T>> {
  const answers: T[] = [];
  for (const part of parts) {
    const outcome = await runAction(() => call(part));
    if (!outcome.ok) return { answers, fault: outcome };
    answers.push(outcome.data);
  }
  return { answers, fault: null };
}
