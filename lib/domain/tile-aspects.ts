import { type GenerationState, isInFlight } from "#lib/domain/generation-state";
import { aspectOf } from "#lib/domain/ratios";

/** Real frames are even: a difference below this is rounding, and must not move a row. */
const ROUNDING = 0.03;
/** A tile with words in it needs this much width for its height. */
const WORDS_ASPECT = 0.9;

/** What of a video tells the shape of its tile; sides in pixels, null until they are known. */
interface Frame {
  width: number | null;
  height: number | null;
}

/** What of a generation tells how many tiles it has, and their shapes. */
interface TileFacts {
  state: GenerationState;
  ratio: string;
  expectedVideos: number;
  videos: readonly Frame[];
}

/** Width by height of a video's tile: as it is, or as promised until that is known. */
function aspectOfVideo(video: Frame, ratio: string): number {
  const promised = aspectOf(ratio);
  if (!video.width || !video.height) return promised;
  const real = video.width / video.height;
  return Math.abs(real - promised) / promised < ROUNDING ? promised : real;
}

/** Width by height of the tile of a generation that ended without a video. */
function aspectOfWords(ratio: string): number {
  return Math.max(aspectOf(ratio), WORDS_ASPECT);
}

/** Four decimals place a tile to a tenth of a pixel on the widest screens. */
const round = (aspect: number) => Math.round(aspect * 10_000) / 10_000;

/** Width by height of each tile of a generation, in the order they stand, to four decimals. */
export function tileAspects({ state, ratio, videos, expectedVideos }: TileFacts): number[] {
  if (!isInFlight(state) && state !== "succeeded") return [round(aspectOfWords(ratio))];
  if (videos.length === 0) return Array.from({ length: expectedVideos }, () => round(aspectOf(ratio)));
  return videos.map((video) => round(aspectOfVideo(video, ratio)));
}
