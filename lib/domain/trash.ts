/** So many days what was thrown away can be brought back; then its bytes are erased. */
export const TRASH_DAYS = 30;

const DAY_MS = 86_400_000;

/** Whole days that are left of the time in the trash, at least 0; a day that has begun counts. */
export function daysLeft(deletedMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil(TRASH_DAYS - (nowMs - deletedMs) / DAY_MS));
}
