import type { ReactNode } from "react";

interface TileFrameProps {
  /** Name of the tile for screen readers. */
  label: string;
  children: ReactNode;
}

/** The box of a generation that is not a playable video: same shape, quiet ground, words in it. */
export function TileFrame({ label, children }: TileFrameProps) {
  return (
    <article
      aria-label={label}
      className="@container relative flex size-full overflow-hidden rounded-control bg-gray-3"
    >
      {children}
    </article>
  );
}
