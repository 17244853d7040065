import "server-only";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { type generations, videos } from "#db/schema/generations";
import { tags, videoTags } from "#db/schema/library";
import { connections, users } from "#db/schema/users";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { videoFileName } from "#lib/domain/file-names";

export type GenerationRow = typeof generations.$inferSelect;
export type VideoRow = typeof videos.$inferSelect;

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** What a page shows of rows of one user, in the order of `rows`. Videos in the trash are left out. */
export async function generationViews(db: Database, rows: GenerationRow[]): Promise<GenerationView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const connectionIds = [...new Set(rows.map((row) => row.connectionId))];
  const outputs = await db
    .select()
    .from(videos)
    .where(and(inArray(videos.generationId, ids), isNull(videos.deletedAt)))
    .orderBy(asc(videos.number));
  const tagsOf = await tagNames(
    db,
    outputs.map((video) => video.id),
  );
  const theirConnections = await db
    .select({ connection: connections, fileNameTemplate: users.fileNameTemplate })
    .from(connections)
    .innerJoin(users, eq(users.id, connections.userId))
    .where(inArray(connections.id, connectionIds));
  const connectionOf = new Map(theirConnections.map(({ connection }) => [connection.id, connection]));
  const fileNameTemplate = theirConnections[0]?.fileNameTemplate ?? null;
  return rows.map((row) => {
    const connection = connectionOf.get(row.connectionId);
    return {
      id: row.id,
      state: row.state,
      prompt: row.prompt,
      mode: row.mode,
      ratio: row.ratio,
      imageUrls: row.imageUrls,
      connection: {
        id: row.connectionId,
        kind: connection?.kind ?? "grokimagine",
        name: connection?.name ?? "",
        pausedReason: connection?.pausedReason ?? null,
      },
      parentId: row.parentId,
      relation: row.relation,
      parentVideoId: row.parentVideoId,
      taskId: row.providerTaskId,
      createdAt: row.createdAt.toISOString(),
      submittedAt: iso(row.submittedAt),
      finishedAt: iso(row.finishedAt),
      lastCheckedAt: iso(row.lastCheckedAt),
      nextAttemptAt: iso(row.nextAttemptAt),
      expectedVideos: row.expectedVideos,
      estimateSeconds: connection?.typicalSeconds == null ? null : Math.round(connection.typicalSeconds),
      priceCredits: row.priceCredits,
      consumedCredits: row.consumedCredits,
      creditCertainty: row.creditCertainty,
      errorCode: row.errorCode,
      providerMessage: row.providerMessage,
      videos: outputs
        .filter((video) => video.generationId === row.id)
        .map((video) => videoView(row, video, { tags: tagsOf.get(video.id) ?? [], fileNameTemplate })),
    };
  });
}

/** Names of the tags of videos, by the videos' ids. */
export async function tagNames(db: Database, videoIds: string[]): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  if (videoIds.length === 0) return names;
  const rows = await db
    .select({ videoId: videoTags.videoId, name: tags.name })
    .from(videoTags)
    .innerJoin(tags, eq(tags.id, videoTags.tagId))
    .where(inArray(videoTags.videoId, videoIds))
    .orderBy(sql`lower(${tags.name})`);
  for (const { videoId, name } of rows) names.set(videoId, [...(names.get(videoId) ?? []), name]);
  return names;
}

/** What a page shows of one output. */
function videoView(generation: GenerationRow, video: VideoRow, naming: Naming): VideoView {
  return {
    id: video.id,
    number: video.number,
    archiveState: video.archiveState,
    deadlineAt: video.archiveState === "ready" || video.clipIds ? null : video.deadlineAt.toISOString(),
    errorCode: video.errorCode,
    width: video.width,
    height: video.height,
    durationSeconds: video.durationSeconds,
    sizeBytes: video.sizeBytes,
    codec: video.codec,
    frames: video.frames,
    sha256: video.sha256,
    clipIds: video.clipIds,
    progress: video.progress,
    thumbhash: video.thumbhash,
    fileName: fileNameOf(generation, video, naming),
    favourite: video.favourite,
    rating: video.rating,
    tags: naming.tags,
  };
}

const EXTENSIONS = new Map([
  ["video/mp4", "mp4"],
  ["video/webm", "webm"],
  ["video/quicktime", "mov"],
  ["video/x-matroska", "mkv"],
]);

/** What names a file besides its video and its generation: the owner's template, and the tags of the video. */
interface Naming {
  fileNameTemplate: string | null;
  tags: string[];
}

/** The name that a download gets, as its owner wants it. */
export function fileNameOf(generation: GenerationRow, video: VideoRow, naming: Naming): string {
  const { id, number, rating } = video;
  const { createdAt, prompt, ratio, mode } = generation;
  const extension = EXTENSIONS.get(video.mediaType ?? "") ?? "mp4";
  const { tags: tagsOfVideo, fileNameTemplate } = naming;
  return videoFileName(fileNameTemplate, {
    ...{ id, number, rating, createdAt, prompt, ratio, mode, extension },
    tags: tagsOfVideo,
  });
}
