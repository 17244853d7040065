/** Up to this a difference is not seen: half a frame of 24 a second. */
const CLOSE_SECONDS = 0.02;
/** From here on catching up would take too long: it jumps. */
const FAR_SECONDS = 0.3;
/** How much faster or slower one plays to catch up. */
const NUDGE = 0.08;

/** What brings a video back to the common clock: another speed for a while, a jump, or nothing. */
export type Correction = { kind: "none" } | { kind: "rate"; rate: number } | { kind: "seek"; seconds: number };

/**
 * How a video that plays at `seconds` gets to `wantedSeconds`, where the clock is, at the common speed `rate`.
 */
export function correctionOf(seconds: number, wantedSeconds: number, rate: number): Correction {
  const behind = wantedSeconds - seconds;
  if (Math.abs(behind) >= FAR_SECONDS * Math.max(1, rate)) return { kind: "seek", seconds: wantedSeconds };
  if (Math.abs(behind) <= CLOSE_SECONDS * Math.max(1, rate)) return { kind: "none" };
  return { kind: "rate", rate: rate * (1 + Math.sign(behind) * NUDGE) };
}
