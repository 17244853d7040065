import type { BatchOrigin } from "#lib/client/composer-draft";

/** A submission that was tried and not yet confirmed: what it held, and the ids it was sent with. */
export interface SubmissionAttempt {
  /** The id of the draft, or a UUIDv7 for a batch that came from elsewhere: both begin with their time. */
  key: string;
  content: string;
  ids: string[];
  origin: BatchOrigin | null;
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
    if (!hasFields(value, "key", "content", "ids", "origin")) return null;
    const { key, content, ids, origin } = value;
    if (typeof key !== "string" || typeof content !== "string" || !Array.isArray(ids)) return null;
    const texts = ids.filter((id): id is string => typeof id === "string");
    return texts.length === ids.length ? { key, content, ids: texts, origin: parseOrigin(origin) } : null;
  } catch {
    return null;
  }
}

function parseOrigin(value: unknown): BatchOrigin | null {
  if (!hasFields(value, "draftId", "source")) return null;
  const { draftId, source } = value;
  return typeof draftId === "string" && typeof source === "string" ? { draftId, source } : null;
}

function hasFields<Name extends string>(value: unknown, ...names: Name[]): value is Record<Name, unknown> {
  return typeof value === "object" && value !== null && names.every((name) => name in value);
}
