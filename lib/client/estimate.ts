/** How far a running generation seems to be. An estimate, never a promise. */
export interface Progress {
  elapsedSeconds: number;
  /** 0 to 99; null where nothing is known of how long it takes. */
  percent: number | null;
  /** Rounded to what an estimate is worth; null where unknown or already late. */
  secondsLeft: number | null;
  late: boolean;
}

/** Longer than this, a task is told by when it was last asked about. */
export const LONG_RUN_SECONDS = 600;

/** Rounds up to 5 s below a minute and to 30 s above, as people say it. */
function roughly(seconds: number): number {
  const step = seconds <= 60 ? 5 : 30;
  return Math.ceil(seconds / step) * step;
}

/** Progress at `nowMs` of something that began at `startedAt` and takes about `estimateSeconds`. */
export function progressAt(startedAt: string, nowMs: number, estimateSeconds: number | null): Progress {
  const elapsedSeconds = Math.max(0, Math.floor((nowMs - Date.parse(startedAt)) / 1_000));
  if (!estimateSeconds || estimateSeconds <= 0)
    return { elapsedSeconds, percent: null, secondsLeft: null, late: false };
  const left = estimateSeconds - elapsedSeconds;
  return {
    elapsedSeconds,
    percent: Math.min(99, Math.floor((elapsedSeconds / estimateSeconds) * 100)),
    secondsLeft: left > 0 ? roughly(left) : null,
    late: left <= 0,
  };
}

/** `m:ss`, or `h:mm:ss` from an hour on. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}
