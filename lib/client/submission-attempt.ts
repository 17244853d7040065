/** A submission that was tried and not yet confirmed: what it held, and the ids it was sent with. */
export interface SubmissionAttempt {
  content: string;
  ids: string[];
  /** What it was made of in the prompt bar; empty where it came from elsewhere. */
  source: string;
}

/**
 * The ids to send `content` with. The same content after a lost answer keeps its ids, so that the
 * server sees one submission; other content gets new ones.
 */
export function attemptFor(
  last: SubmissionAttempt | null,
  { content, count, source }: { content: string; count: number; source: string },
  makeId: () => string,
): SubmissionAttempt {
  if (last && last.content === content && last.ids.length === count) return last;
  return { content, ids: Array.from({ length: count }, () => makeId()), source };
}

function keyOf(userId: string): string {
  return `reelkeep.attempt.${userId}`;
}

/** The submission of a user that is not confirmed; null where all are. */
export function readAttempt(userId: string): SubmissionAttempt | null {
  return parseAttempt(localStorage.getItem(keyOf(userId)));
}

/** Keeps an attempt through reloads and sign-ins. */
export function keepAttempt(userId: string, attempt: SubmissionAttempt): void {
  localStorage.setItem(keyOf(userId), JSON.stringify(attempt));
}

/** The server has confirmed it. */
export function forgetAttempt(userId: string): void {
  localStorage.removeItem(keyOf(userId));
}

/** Reads a stored attempt; null where there is none or it can't be read. */
export function parseAttempt(stored: string | null): SubmissionAttempt | null {
  try {
    const value: unknown = JSON.parse(stored ?? "null");
    if (typeof value !== "object" || value === null || !("content" in value) || !("ids" in value)) return null;
    const { content, ids } = value;
    if (typeof content !== "string" || !Array.isArray(ids)) return null;
    const texts = ids.filter((id): id is string => typeof id === "string");
    const source = "source" in value && typeof value.source === "string" ? value.source : "";
    return texts.length === ids.length ? { content, ids: texts, source } : null;
  } catch {
    return null;
  }
}
