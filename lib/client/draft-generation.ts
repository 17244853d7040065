import type { Batch } from "#lib/client/composer-draft";
import type { LibraryItem } from "#lib/client/library-cache";
import type { GenerationView } from "#lib/contract/studio";

/**
 * The cards of a submission that is on its way: they stand in the gallery at once, and the first poll
 * after the server has them puts the real ones in their place. The newest generation on the same
 * connection tells how many videos to expect and how long they take.
 */
export function draftGenerations(
  ids: readonly string[],
  { items, connection, lineage }: Batch,
  known: readonly GenerationView[],
  now: Date,
): LibraryItem[] {
  const like = known.find((generation) => generation.connection.kind === connection.kind);
  return items.map((item, index) => ({
    id: ids[index] ?? "",
    state: index === 0 ? "submitting" : "queued",
    prompt: item.prompt,
    mode: item.mode,
    ratio: item.ratio,
    imageUrls: item.imageUrl ? [item.imageUrl] : [],
    connection: {
      id: connection.id,
      kind: connection.kind,
      name: connection.name,
      pausedReason: connection.pausedReason,
    },
    ...lineage,
    taskId: null,
    createdAt: now.toISOString(),
    submittedAt: null,
    finishedAt: null,
    lastCheckedAt: null,
    nextAttemptAt: null,
    expectedVideos: like?.expectedVideos ?? 1,
    estimateSeconds: like?.estimateSeconds ?? null,
    priceCredits: connection.priceCredits,
    consumedCredits: null,
    creditCertainty: null,
    errorCode: null,
    providerMessage: null,
    videos: [],
    unconfirmed: { lostAtMs: null },
  }));
}
