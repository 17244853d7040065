import type { CSSProperties, ReactNode } from "react";

type TileStyle = CSSProperties & { "--aspect": number };

/** The style that gives a tile its place in a justified row: its width divided by its height. */
export function tileStyle(aspect: number): TileStyle {
  return { "--aspect": aspect };
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
