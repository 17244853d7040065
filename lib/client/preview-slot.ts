let stopPlaying: (() => void) | null = null;

/** Gives the one playing preview to a tile: whoever had it is stopped. */
export function takePreviewSlot(stop: () => void): void {
  if (stopPlaying !== stop) stopPlaying?.();
  stopPlaying = stop;
}

/** Gives it back, where it is still held. */
export function leavePreviewSlot(stop: () => void): void {
  if (stopPlaying === stop) stopPlaying = null;
}
