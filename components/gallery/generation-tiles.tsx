"use client";

import { lazy, Suspense } from "react";
import { InFlightTile, ShimmerTile } from "#components/gallery/in-flight-tile";
import { VideoTile } from "#components/gallery/video-tile";
import type { LibraryItem } from "#lib/client/library-cache";
import { aspectOfVideo, aspectOfWords } from "#lib/client/tile-aspects";
import type { GenerationView } from "#lib/contract/studio";
import { aspectOf } from "#lib/domain/ratios";

const ArchiveTile = lazy(() =>
  import("#components/gallery/archive-tile").then((tile) => ({ default: tile.ArchiveTile })),
);
const ProblemTile = lazy(() =>
  import("#components/gallery/problem-tile").then((tile) => ({ default: tile.ProblemTile })),
);

interface GenerationTilesProps {
  generation: LibraryItem;
  onEdit: (generation: GenerationView) => void;
}

/** The tiles of one generation: one for each video, known or expected; one alone where it ended without. */
export function GenerationTiles({ generation, onEdit }: GenerationTilesProps) {
  const aspect = aspectOf(generation.ratio);
  const wordsAspect = aspectOfWords(generation.ratio);
  const { state } = generation;
  if (state === "failed" || state === "unknown" || state === "dismissed" || state === "cancelled") {
    return (
      <Suspense fallback={<ShimmerTile aspect={wordsAspect} />}>
        <ProblemTile generation={generation} state={state} aspect={wordsAspect} onEdit={onEdit} />
      </Suspense>
    );
  }
  if (generation.videos.length === 0) {
    return Array.from({ length: generation.expectedVideos }, (_, index) => {
      const key = `${generation.id}-${index + 1}`;
      return index === 0 ? (
        <InFlightTile key={key} generation={generation} aspect={aspect} />
      ) : (
        <ShimmerTile key={key} aspect={aspect} />
      );
    });
  }
  return generation.videos.map((video) => {
    const key = `${generation.id}-${video.number}`;
    const shape = aspectOfVideo(video, generation.ratio);
    return video.archiveState === "ready" ? (
      <VideoTile key={key} generation={generation} video={video} aspect={shape} />
    ) : (
      <Suspense key={key} fallback={<ShimmerTile aspect={shape} />}>
        <ArchiveTile generation={generation} video={video} aspect={shape} />
      </Suspense>
    );
  });
}
