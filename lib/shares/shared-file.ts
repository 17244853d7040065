import "server-only";
import { database } from "#db/client";
import type { videos } from "#db/schema/generations";
import { AppError } from "#lib/domain/app-error";
import type { StoredFile } from "#lib/generations/get-video";
import { enterShare } from "#lib/shares/open-share";
import { findSharedVideo, listSharedVideos } from "#lib/shares/shared-videos";
import { videoOfRef } from "#lib/shares/video-ref";

type VideoRow = typeof videos.$inferSelect;

/** One file of one share, as a stranger asks for it. */
interface Wanted {
  token: string;
  ref: string;
  pass: string | undefined;
}

async function findVideo({ token, ref, pass }: Wanted): Promise<VideoRow> {
  const db = await database();
  const share = await enterShare(db, token, pass);
  const videoId = videoOfRef(share.id, ref);
  const found = videoId ? await findSharedVideo(db, share, videoId) : undefined;
  if (!found) throw new AppError("NOT_FOUND");
  return found.video;
}

/** Names of files say nothing of prompts: their owner may not show them. */
const nameOf = (ref: string, extension: string) => `video-${ref.slice(0, 8)}.${extension}`;

/**
 * The stored bytes of a shared video.
 * @throws {AppError} NOT_FOUND, SHARE_EXPIRED, SHARE_LOCKED
 */
export async function sharedVideoFile(wanted: Wanted): Promise<StoredFile> {
  const { storageKey, sha256, mediaType } = await findVideo(wanted);
  if (!storageKey || !sha256) throw new AppError("NOT_FOUND");
  const type = mediaType ?? "video/mp4";
  const fileName = nameOf(
    wanted.ref,
    type.split("/")[1]?.replace("quicktime", "mov").replace("x-matroska", "mkv") ?? "mp4",
  );
  return { storageKey, mediaType: type, etag: sha256, fileName };
}

/** The stored poster of a shared video; throws as `sharedVideoFile` does. */
export async function sharedPosterFile(wanted: Wanted): Promise<StoredFile> {
  const { posterKey, sha256 } = await findVideo(wanted);
  if (!posterKey || !sha256) throw new AppError("NOT_FOUND");
  return {
    storageKey: posterKey,
    mediaType: "image/webp",
    etag: `p-${sha256}`,
    fileName: nameOf(wanted.ref, "webp"),
  };
}

/**
 * Key of the poster that stands for a whole share in previews of its link: of its first video that has one.
 * Who makes previews knows no password, so one with a password has none.
 * @throws {AppError} NOT_FOUND, SHARE_EXPIRED, SHARE_LOCKED
 */
export async function previewPosterKey(token: string): Promise<string> {
  const db = await database();
  const share = await enterShare(db, token, undefined);
  const rows = await listSharedVideos(db, share);
  const key = rows.find(({ video }) => video.posterKey)?.video.posterKey;
  if (!key) throw new AppError("NOT_FOUND");
  return key;
}
