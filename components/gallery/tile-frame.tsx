import type { CSSProperties, ReactNode } from "react";

type TileStyle = CSSProperties & { "--aspect": number };

/** The style that gives a tile its place in a justified row: its width divided by its height. */
export function tileStyle(aspect: number): TileStyle {
  return { "--aspect": aspect };
}

type RowsStyle = CSSProperties & { "--total": number; "--tiles": number };

/** The style that lets few tiles fill their row: how wide they are together for their height. */
export function rowsStyle(aspects: readonly number[]): RowsStyle {
  return { "--total": aspects.reduce((sum, aspect) => sum + aspect, 0), "--tiles": aspects.length };
}

interface TileFrameProps {
  aspect: number;
  /** Name of the tile for screen readers. */
  label: string;
  children: ReactNode;
}

/** The box of a generation that is not a playable video: same shape, quiet ground, words in it. */
export function TileFrame({ aspect, label, children }: TileFrameProps) {
  return (
    <article
      aria-label={label}
      style={tileStyle(aspect)}
      className="@container relative flex overflow-hidden rounded-control bg-gray-3"
    >
      {children}
    </article>
  );
}
