import { v5 as uuidv5, v7 as uuidv7 } from "uuid";
import type { BatchOrigin } from "#lib/client/composer-draft";
import type { SubmissionAttempt } from "#lib/client/submission-attempt";

/** What is about to be sent. */
interface Submission {
  content: string;
  count: number;
  origin: BatchOrigin | null;
}

/**
 * The ids to send `content` with. The same draft with the same content has the same ids in every tab, and the same
 * content after a lost answer keeps them wherever it came from, so that the server sees one submission; other
 * content gets new ones.
 */
export function attemptFor(
  last: SubmissionAttempt | null,
  { content, count, origin }: Submission,
  makeKey: () => string,
): SubmissionAttempt {
  const key = origin?.draftId || (last?.content === content ? last.key : makeKey());
  return { key, content, ids: Array.from({ length: count }, (_, place) => idOf(key, content, place)), origin };
}

/** Namespace of the hash that tells submissions apart; made once, for this alone. */
const NAMESPACE = "6f0c1f5e-3a55-4c0e-9d0b-51b1f0a7c2d4";

/** UUIDv7 of the generation at `place` of a batch: of the time of its key, in the order of the batch. */
function idOf(key: string, content: string, place: number): string {
  const random = uuidv5(JSON.stringify([key, content]), NAMESPACE, new Uint8Array(16));
  const msecs = Number.parseInt(key.replace("-", "").slice(0, 12), 16);
  return uuidv7({ msecs, seq: place, random });
}
