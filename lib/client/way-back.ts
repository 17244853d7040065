let last: string | null = null;
let isBehindUs = false;

const isVideo = (path: string | null) => path?.startsWith("/video/") ?? false;

/** Notes where this page has been, so that a video knows whether the library is one step back. */
export function notePath(path: string): void {
  if (path === last) return;
  if (isVideo(path) && !isVideo(last)) isBehindUs = last === "/";
  last = path;
}

/** Whether going back in the browser's history leads to the library, where it was left. */
export function libraryIsBehind(): boolean {
  return isBehindUs;
}

/** Whether this page, while it is drawn for the first time, comes after a video. */
export function cameFromVideo(): boolean {
  return isVideo(last);
}
