import type { GenerationView, VideoView } from "#lib/contract/studio";
import { isInFlight } from "#lib/domain/generation-state";
import { aspectOf } from "#lib/domain/ratios";

/** Real frames are even: a difference below this is rounding, and must not move a row. */
const ROUNDING = 0.03;
/** A tile with words in it needs this much width for its height. */
const WORDS_ASPECT = 0.9;

/** Width by height of a video's tile: as it is, or as promised until that is known. */
export function aspectOfVideo(video: VideoView, ratio: string): number {
  const promised = aspectOf(ratio);
  if (!video.width || !video.height) return promised;
  const real = video.width / video.height;
  return Math.abs(real - promised) / promised < ROUNDING ? promised : real;
}

/** Width by height of the tile of a generation that ended without a video. */
export function aspectOfWords(ratio: string): number {
  return Math.max(aspectOf(ratio), WORDS_ASPECT);
}

/** Width by height of each tile of a generation, in the order they stand. */
export function tileAspects({ state, ratio, videos, expectedVideos }: GenerationView): number[] {
  if (!isInFlight(state) && state !== "succeeded") return [aspectOfWords(ratio)];
  if (videos.length === 0) return Array.from({ length: expectedVideos }, () => aspectOf(ratio));
  return videos.map((video) => aspectOfVideo(video, ratio));
}
