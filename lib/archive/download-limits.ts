import "server-only";

/** What one try to download an output may take. */
export const DOWNLOAD_LIMITS = {
  /** Largest output that is kept. */
  maxBytes: 1024 ** 3,
  /** How long it may stand still. */
  idleTimeoutMs: 30_000,
  /** It must bring `leastBytes` in every window of this length: a server that drips would hold a worker for days. */
  windowMs: 60_000,
  leastBytes: 64 * 1024,
  /** Longest try; the next one goes on where it stopped, if the server can. */
  totalMs: 60 * 60_000,
};
