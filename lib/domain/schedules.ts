const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long until the next status read of a task that was accepted `ageMs` ago: quick at first, slower later. */
export function syncDelayMs(ageMs: number): number {
  if (ageMs < 30 * SECOND_MS) return 2 * SECOND_MS;
  if (ageMs < 2 * MINUTE_MS) return 4 * SECOND_MS;
  if (ageMs < 10 * MINUTE_MS) return 10 * SECOND_MS;
  if (ageMs < HOUR_MS) return 30 * SECOND_MS;
  return 5 * MINUTE_MS;
}

/**
 * Exponential backoff with full jitter on its upper half: between half and all of
 * `firstMs * 2^(tries - 1)`, at most `longestMs`. `random` is a number from 0 up to 1.
 */
export function backoffMs(tries: number, firstMs: number, longestMs: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(tries, 1) - 1, 30));
  return Math.round(full * (0.5 + random / 2));
}

/** Tries that certainly sent nothing before a connection is paused as unreachable. */
export const UNSENT_TRIES_MAX = 6;
/** Reads of "succeeded" without a link before a task counts as having no output. */
export const EMPTY_SUCCESSES_MAX = 3;
/** How long a 404 may follow an acceptance before the card says that the provider does not know the task. */
export const UNKNOWN_TASK_GRACE_MS = MINUTE_MS;
/** How often an unknown task is asked for, and for how long. */
export const UNKNOWN_TASK_DELAY_MS = HOUR_MS;
export const UNKNOWN_TASK_GIVE_UP_MS = 7 * 24 * HOUR_MS;
/** Output links are assumed to die this long after completion. */
export const LINK_LIFETIME_MS = 24 * HOUR_MS;
/** How long after the assumed death of a link a download that fails is still tried. */
export const ARCHIVE_GRACE_MS = 48 * HOUR_MS;
