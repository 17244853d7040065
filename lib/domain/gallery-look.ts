export const DENSITIES = ["compact", "regular", "large"] as const;
export type Density = (typeof DENSITIES)[number];

export const ARRANGEMENTS = ["days", "grid"] as const;
type Arrangement = (typeof ARRANGEMENTS)[number];

/** How somebody wants the gallery to look. */
export interface GalleryLook {
  density: Density;
  /** Day by day under headings, or everything in one. */
  arrangement: Arrangement;
}

/** Reads a look as a cookie holds it; what is missing or can't be read is as usual. */
export function parseLook(text: string | undefined): GalleryLook {
  const [first, second] = (text ?? "").split(".");
  return {
    density: DENSITIES.find((density) => density === first) ?? "regular",
    arrangement: ARRANGEMENTS.find((arrangement) => arrangement === second) ?? "days",
  };
}

/** Writes a look as a cookie holds it. */
export function writeLook({ density, arrangement }: GalleryLook): string {
  return `${density}.${arrangement}`;
}
