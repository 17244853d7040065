const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * While a task is younger than an hour its status is read again within this, however much else there is
 * to ask: a task that has finished is noticed within 30 seconds, though the provider may let nobody ask
 * for the rest of a window.
 */
export const READ_WITHIN_MS = 20 * SECOND_MS;
/** Tasks older than this are slow beyond any estimate and are read seldom. */
export const SLOW_TASK_MS = HOUR_MS;
const SLOW_TASK_DELAY_MS = 5 * MINUTE_MS;
/** What a task is taken to need where an account has no experience. */
const TYPICAL_MS = 60 * SECOND_MS;
/** No task is read again sooner than this. */
const SOONEST_MS = 2 * SECOND_MS;

/**
 * How long until the next status read of a task that was accepted `ageMs` ago, where tasks typically need
 * `typicalMs`: quick at first, for failures show early; seldom until half of the typical time has passed,
 * quick again around its end, slower later.
 */
export function syncDelayMs(ageMs: number, typicalMs: number = TYPICAL_MS): number {
  if (ageMs >= Math.max(SLOW_TASK_MS, 5 * typicalMs)) return SLOW_TASK_DELAY_MS;
  const delayMs = ageMs < 10 * SECOND_MS ? SOONEST_MS : typicalMs * shareOfTypical(ageMs / typicalMs);
  return Math.min(Math.max(delayMs, SOONEST_MS), READ_WITHIN_MS);
}

function shareOfTypical(age: number): number {
  if (age < 0.5) return 0.1;
  return age < 1.5 ? 0.03 : 0.15;
}

/**
 * How many young tasks a connection may have open, so that each can be read within `READ_WITHIN_MS` and
 * 15 % of its requests are left for new ones. More would finish unnoticed.
 */
export function openTasksMax(requestsPerMinute: number): number {
  return Math.max(2, Math.floor((0.85 * requestsPerMinute * READ_WITHIN_MS) / MINUTE_MS));
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
/** How long before the assumed death of a link people are warned of a video that is not saved yet. */
export const DEADLINE_WARNING_MS = 6 * HOUR_MS;
