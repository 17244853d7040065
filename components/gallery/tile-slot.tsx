"use client";

import { lazy, memo, type ReactNode, Suspense, useState } from "react";
import { ShimmerTile } from "#components/gallery/shimmer-tile";
import { VideoTile } from "#components/gallery/video-tile";
import { slotStyle } from "#lib/client/gallery-style";
import type { LibraryItem } from "#lib/client/library-cache";
import type { GenerationView } from "#lib/contract/studio";

const ArchiveTile = lazy(() =>
  import("#components/gallery/archive-tile").then((tile) => ({ default: tile.ArchiveTile })),
);
const InFlightTile = lazy(() =>
  import("#components/gallery/in-flight-tile").then((tile) => ({ default: tile.InFlightTile })),
);
const ProblemTile = lazy(() =>
  import("#components/gallery/problem-tile").then((tile) => ({ default: tile.ProblemTile })),
);

const TileActions = lazy(() =>
  import("#components/organise/tile-actions").then((actions) => ({ default: actions.TileActions })),
);

interface TileProps {
  /** Undefined while its facts are on their way. */
  generation: LibraryItem | undefined;
  /** Place among the tiles of its generation, from 1. */
  number: number;
  /** Whether Tab leads to it. */
  tabbable: boolean;
  onEdit: (generation: GenerationView) => void;
}

/** @param actions what can be done with it, where that is there: over it, and as a part of it where it plays */
function Tile({ generation, number, tabbable, onEdit, actions }: TileProps & { actions: ReactNode }) {
  if (!generation) return <span className="block size-full rounded-control bg-gray-3" />;
  const { state, videos } = generation;
  if (state === "failed" || state === "unknown" || state === "dismissed" || state === "cancelled") {
    return (
      <>
        <ProblemTile generation={generation} state={state} onEdit={onEdit} />
        {actions}
      </>
    );
  }
  const video = videos[number - 1];
  if (!video) return number === 1 ? <InFlightTile generation={generation} /> : <ShimmerTile />;
  if (video.archiveState === "ready") return <VideoTile {...{ generation, video, tabbable, actions }} />;
  return (
    <>
      <ArchiveTile generation={generation} video={video} />
      {actions}
    </>
  );
}

interface TileSlotProps extends TileProps {
  name: string;
  /** Whether what can be done with it is there without anybody pointing at it. */
  active: boolean;
  selected: boolean;
  /** Width by height. */
  aspect: number;
  /** Its place in pixels; without one it flows, and its group's size tells how tall it may become. */
  left?: number;
  top?: number;
  width?: number;
  height?: number;
  groupTotal?: number;
  groupTiles?: number;
}

/** One tile at its place: it moves and changes its size, and what is in it stays. */
export const TileSlot = memo(function TileSlot({
  name,
  aspect,
  left,
  top,
  width,
  height,
  groupTotal,
  groupTiles,
  active,
  selected,
  ...tile
}: TileSlotProps) {
  const isPlaced = top !== undefined;
  const [pointedAt, setPointedAt] = useState(false);
  const actions =
    tile.generation && (active || pointedAt) ? (
      <Suspense>
        <TileActions {...tile} generation={tile.generation} selected={selected} />
      </Suspense>
    ) : null;
  return (
    <div
      data-tile={name}
      tabIndex={-1}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      className={`group/tile ${isPlaced ? "absolute" : "slot relative"}`}
      style={isPlaced ? { left, top, width, height } : slotStyle(aspect, groupTotal, groupTiles)}
    >
      <Suspense fallback={<ShimmerTile />}>
        <Tile {...tile} actions={actions} />
      </Suspense>
    </div>
  );
});
