/** Links to a storage live five minutes; older than this, one is not leant on any more. */
const STALE_AFTER_MS = 4 * 60_000;
/** Failures in a row, without getting any further between them, before it is left at the error. */
const FRUITLESS_MAX = 3;

/** The part of a `<video>` that is needed here. */
export type RenewableVideo = Pick<
  HTMLVideoElement,
  | "addEventListener"
  | "buffered"
  | "currentTime"
  | "duration"
  | "paused"
  | "play"
  | "load"
  | "removeEventListener"
  | "src"
>;

/**
 * Keeps a stored video playable for as long as its page is open. Our address of a video may redirect to
 * a link that dies after five minutes: when the player fails on a dead one, or is about to lean on an old
 * one for parts that it has not loaded, it asks our address again and goes on where it was.
 * @returns ends it
 */
export function renewVideoLink(video: RenewableVideo, now: () => number = Date.now): () => void {
  let loadedAt = now();
  let fruitless = 0;
  let failedAtSeconds = 0;

  const renew = () => {
    const { currentTime } = video;
    const wasPlaying = !video.paused;
    loadedAt = now();
    // Another query: browsers keep media by address, together with the link that it once led to.
    const address = new URL(video.src);
    address.searchParams.set("renewed", String(loadedAt));
    video.src = address.href;
    const goOn = () => {
      if (currentTime > 0) video.currentTime = currentTime;
      // Refused where the browser wants a gesture first: then it stands still, and play goes on from here.
      if (wasPlaying) void video.play().catch(() => {});
    };
    video.addEventListener("loadedmetadata", goOn, { once: true });
    video.load();
  };
  const onError = () => {
    if (fruitless >= FRUITLESS_MAX) return;
    fruitless += 1;
    failedAtSeconds = video.currentTime;
    renew();
  };
  const onProgress = () => {
    if (video.currentTime > failedAtSeconds) fruitless = 0;
  };
  const onNeed = () => {
    if (now() - loadedAt > STALE_AFTER_MS && !isWhole(video)) renew();
  };

  const listeners = { error: onError, timeupdate: onProgress, play: onNeed, seeking: onNeed };
  for (const [event, listener] of Object.entries(listeners)) video.addEventListener(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) video.removeEventListener(event, listener);
  };
}

/** Whether the browser has all of it, so that no link is needed any more. */
function isWhole({ buffered, duration }: RenewableVideo): boolean {
  return buffered.length === 1 && buffered.start(0) === 0 && buffered.end(0) >= duration - 0.1;
}
