/** Frames a second of a video whose frames were not counted: what this family of models draws. */
const ASSUMED_RATE = 24;

/** Room for the rounding of timestamps, as a part of a frame. */
const SLACK = 0.01;

/** Frames a second, and whether the file says so or they are assumed. */
export interface FrameRate {
  perSecond: number;
  assumed: boolean;
}

/** The frame rate of a video by what the probe found in the file. */
export function frameRateOf({
  frames,
  durationSeconds,
}: {
  frames: number | null;
  durationSeconds: number | null;
}): FrameRate {
  if (!frames || !durationSeconds) return { perSecond: ASSUMED_RATE, assumed: true };
  return { perSecond: frames / durationSeconds, assumed: false };
}

/** Which frame, from 0, is shown at `seconds`. */
export function frameAt(seconds: number, perSecond: number): number {
  return Math.max(0, Math.floor(seconds * perSecond + SLACK));
}

/**
 * Where to seek, in seconds, to go `frames` on from the frame at `seconds`, within a video of `durationSeconds`: to the
 * middle of the frame, since players round its beginning to either side.
 */
export function stepped(seconds: number, frames: number, perSecond: number, durationSeconds: number): number {
  const last = Math.max(0, Math.round(durationSeconds * perSecond) - 1);
  const frame = Math.min(last, Math.max(0, frameAt(seconds, perSecond) + frames));
  return (frame + 0.5) / perSecond;
}
