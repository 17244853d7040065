import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connections, users } from "#db/schema/users";
import { uniqueFileName } from "#lib/domain/file-names";
import { fileNameOf, tagNames } from "#lib/generations/view";
import { inLibrary } from "#lib/library/own-videos";
import { sidecar } from "#lib/library/sidecar";
import { archiveStorage } from "#lib/storage/archive-storage";

/** Files that are asked for their size at once: a storage far away answers each in its own time. */
const SIZES_AT_ONCE = 16;

/** One file of a ZIP: a video by its key in storage, or a text. */
export type ZipFile = { name: string; at: Date } & ({ storageKey: string; sizeBytes: number } | { text: string });

/** A video whose bytes are not there, and why, as the list in the ZIP tells it. */
interface MissingVideo {
  videoId: string;
  prompt: string;
  reason: string;
}

/** What a ZIP holds besides its files. */
export interface ZipContents {
  /** Names that are taken, in lower case. */
  taken: Set<string>;
  videos: number;
  missing: MissingVideo[];
}

async function sizesOf(keys: readonly string[]): Promise<Map<string, number>> {
  const storage = archiveStorage();
  const sizes = new Map<string, number>();
  for (let start = 0; start < keys.length; start += SIZES_AT_ONCE) {
    const some = keys.slice(start, start + SIZES_AT_ONCE);
    const answers = await Promise.all(some.map((key) => storage.size(key)));
    for (const [place, key] of some.entries()) {
      const size = answers[place];
      if (typeof size === "number") sizes.set(key, size);
    }
  }
  return sizes;
}

/**
 * The files of some of a user's videos, in the order of `videoIds`: each video and its sidecar under the same
 * name. Notes in `contents` what is there and what is missing.
 */
export async function zipEntries(
  userId: string,
  videoIds: readonly string[],
  contents: ZipContents,
): Promise<ZipFile[]> {
  const db = await database();
  const rows = await db
    .select({
      video: videos,
      generation: generations,
      connection: { kind: connections.kind, name: connections.name },
      fileNameTemplate: users.fileNameTemplate,
    })
    .from(videos)
    .innerJoin(generations, eq(generations.id, videos.generationId))
    .innerJoin(connections, eq(connections.id, generations.connectionId))
    .innerJoin(users, eq(users.id, videos.userId))
    .where(inLibrary(userId, videoIds));
  const rowOf = new Map(rows.map((row) => [row.video.id, row]));
  const tagsOf = await tagNames(db, [...rowOf.keys()]);
  const sizes = await sizesOf(rows.flatMap(({ video }) => video.storageKey ?? []));
  return videoIds.flatMap((videoId): ZipFile[] => {
    const row = rowOf.get(videoId);
    // Thrown away since the list was made.
    if (!row) return [];
    const { video, generation, connection, fileNameTemplate } = row;
    const tags = tagsOf.get(videoId) ?? [];
    const name = uniqueFileName(fileNameOf(generation, video, { fileNameTemplate, tags }), contents.taken);
    const { storageKey } = video;
    const sizeBytes = storageKey ? sizes.get(storageKey) : undefined;
    const isThere = storageKey !== null && sizeBytes !== undefined;
    contents.videos += 1;
    if (!isThere) {
      const reason =
        video.archiveState === "ready" ? "its file is not in storage" : `not archived (${video.archiveState})`;
      contents.missing.push({ videoId, prompt: generation.prompt, reason });
    }
    const at = generation.createdAt;
    const sidecarName = uniqueFileName(name.replace(/\.[^.]+$/, ".json"), contents.taken);
    const text = sidecar({ generation, video, connection, tags, file: isThere ? name : null });
    const beside = { name: sidecarName, at, text };
    return isThere ? [{ name, at, storageKey, sizeBytes }, beside] : [beside];
  });
}
