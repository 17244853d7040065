import "server-only";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Database } from "#db/client";
import { videos } from "#db/schema/generations";
import { uploads } from "#db/schema/uploads";

/** A file that the database says is in the storage. */
export interface StoredFile {
  key: string;
  /** Hexadecimal; null where none was noted, as for posters. */
  sha256: string | null;
}

/** Every file that the storage must have: videos, their posters, and start images. Those given up for good are left out. */
export async function listStoredFiles(db: Database): Promise<StoredFile[]> {
  const kept = await db
    .select({ video: videos.storageKey, sha256: videos.sha256, poster: videos.posterKey })
    .from(videos)
    .where(and(eq(videos.archiveState, "ready"), isNull(videos.erasedAt)))
    .orderBy(videos.id);
  const images = await db
    .select({ key: uploads.storageKey, sha256: uploads.sha256 })
    .from(uploads)
    .where(and(isNotNull(uploads.storageKey), isNull(uploads.erasedAt)));
  return [
    ...kept.flatMap(({ video, sha256, poster }) => [
      ...(video ? [{ key: video, sha256 }] : []),
      ...(poster ? [{ key: poster, sha256: null }] : []),
    ]),
    ...images.flatMap(({ key, sha256 }) => (key ? [{ key, sha256 }] : [])),
  ];
}
