/** Where somebody left the gallery. */
export interface GalleryPlace {
  /** What the gallery showed: its query string. */
  query: string;
  /** How far the page was scrolled, and how far the gallery's own top was above the window's, in pixels. */
  scrollY: number;
  top: number;
  /** The tile that the keyboard was on or that was opened. */
  tile: string | null;
}

let place: GalleryPlace | null = null;

/** Notes where the gallery is, for when somebody comes back to it. */
export function noteGalleryPlace(now: GalleryPlace): void {
  place = now;
}

/** Notes which tile the keyboard is on there. */
export function noteGalleryTile(tile: string | null): void {
  if (place) place = { ...place, tile };
}

/** Where the gallery with this query was left; null where it is another one. */
export function galleryPlace(query: string): GalleryPlace | null {
  return place?.query === query ? place : null;
}

/** What the gallery showed last; empty for the whole library. */
export function lastGalleryQuery(): string {
  return place?.query ?? "";
}
