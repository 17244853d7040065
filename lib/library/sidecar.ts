import "server-only";
import type { ConnectionKind } from "#lib/domain/credits";
import type { GenerationRow, VideoRow } from "#lib/generations/view";

/** What a sidecar tells of. */
export interface SidecarFacts {
  generation: GenerationRow;
  video: VideoRow;
  connection: { kind: ConnectionKind; name: string };
  tags: readonly string[];
  /** Name of the video's file beside it; null where its bytes are missing. */
  file: string | null;
}

/** Everything that is known of a video, as JSON that people and programs can read. Times are ISO 8601 in UTC. */
export function sidecar({ generation, video, connection, tags, file }: SidecarFacts): string {
  const facts = {
    file,
    videoId: video.id,
    generationId: generation.id,
    parentId: generation.parentId,
    relation: generation.relation,
    parentVideoId: generation.parentVideoId,
    taskId: generation.providerTaskId,
    number: video.number,
    prompt: generation.prompt,
    mode: generation.mode,
    ratio: generation.ratio,
    images: generation.imageUrls,
    connection: connection.kind,
    connectionName: connection.name,
    createdAt: generation.createdAt,
    submittedAt: generation.submittedAt,
    finishedAt: generation.finishedAt,
    archivedAt: video.archivedAt,
    priceCredits: generation.priceCredits,
    consumedCredits: generation.consumedCredits,
    creditCertainty: generation.creditCertainty,
    favourite: video.favourite,
    rating: video.rating,
    tags,
    sha256: video.sha256,
    sizeBytes: video.sizeBytes,
    mediaType: video.mediaType,
    width: video.width,
    height: video.height,
    durationSeconds: video.durationSeconds,
  };
  return `${JSON.stringify(facts, null, 2)}\n`;
}
