import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { users } from "#db/schema/users";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { fileNameOf, generationViews, tagNames } from "#lib/generations/view";

async function findVideo(userId: string, videoId: string) {
  // Ids come from addresses that people type: what is no id is simply not found.
  if (!z.uuid().safeParse(videoId).success) throw new AppError("NOT_FOUND");
  const db = await database();
  const [row] = await db
    .select({ video: videos, generation: generations, fileNameTemplate: users.fileNameTemplate })
    .from(videos)
    .innerJoin(generations, eq(generations.id, videos.generationId))
    .innerJoin(users, eq(users.id, videos.userId))
    .where(and(eq(videos.id, videoId), eq(videos.userId, userId)));
  if (!row) throw new AppError("NOT_FOUND");
  return { db, ...row };
}

/** The name that its file gets. Its tags are looked up where the name has them: players ask for a file many times. */
async function fileNameOfFound(found: Awaited<ReturnType<typeof findVideo>>): Promise<string> {
  const { db, video, generation, fileNameTemplate } = found;
  const hasTags = fileNameTemplate?.includes("{tags}");
  const tags = hasTags ? ((await tagNames(db, [video.id])).get(video.id) ?? []) : [];
  return fileNameOf(generation, video, { fileNameTemplate, tags });
}

/**
 * A user's own video and the generation that it belongs to.
 * @throws {AppError} NOT_FOUND, also for another's.
 */
export async function getVideo(
  userId: string,
  videoId: string,
): Promise<{ generation: GenerationView; video: VideoView }> {
  const { db, generation: row } = await findVideo(userId, videoId);
  const [generation] = await generationViews(db, [row]);
  const video = generation?.videos.find((output) => output.id === videoId);
  // One in the trash has no page; its bytes can still be looked at before they are erased.
  if (!generation || !video) throw new AppError("NOT_FOUND");
  return { generation, video };
}

/** Where the bytes of a stored file are, and how to offer them. */
export interface StoredFile {
  storageKey: string;
  mediaType: string;
  /** Changes when the bytes do. */
  etag: string;
  fileName: string;
}

/**
 * The stored bytes of a user's own video.
 * @throws {AppError} NOT_FOUND: another's, unknown, or not archived (yet).
 */
export async function getVideoFile(userId: string, videoId: string): Promise<StoredFile> {
  const found = await findVideo(userId, videoId);
  const { video } = found;
  if (video.archiveState !== "ready" || !video.storageKey || !video.sha256 || video.erasedAt)
    throw new AppError("NOT_FOUND");
  return {
    storageKey: video.storageKey,
    mediaType: video.mediaType ?? "video/mp4",
    etag: video.sha256,
    fileName: await fileNameOfFound(found),
  };
}

/** The stored poster of a user's own video; throws as `getVideoFile` does. */
export async function getPosterFile(userId: string, videoId: string): Promise<StoredFile> {
  const found = await findVideo(userId, videoId);
  const { video } = found;
  if (!video.posterKey || !video.sha256 || video.erasedAt) throw new AppError("NOT_FOUND");
  const fileName = (await fileNameOfFound(found)).replace(/\.\w+$/, ".webp");
  return { storageKey: video.posterKey, mediaType: "image/webp", etag: `p-${video.sha256}`, fileName };
}
