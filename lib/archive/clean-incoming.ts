import "server-only";
import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { and, inArray, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import { forget, listIncoming } from "#lib/archive/incoming";
import { incomingFolder } from "#lib/storage/archive-storage";

/** Younger files may belong to a try that is alive. */
const LEAVE_ALONE_MS = 24 * 60 * 60_000;

/**
 * Removes downloads that nobody needs any more: those of videos that are in the archive, lost or gone,
 * left by a process that died. What a pending video has is never touched: it may be all that is left of it.
 * @returns how many
 */
export async function cleanIncoming(folder: string = incomingFolder()): Promise<number> {
  const old = [];
  for (const entry of await listIncoming(folder)) if (await isOld(entry.file)) old.push(entry);
  if (old.length === 0) return 0;
  const ids = old.map(({ videoId }) => videoId);
  const db = await database();
  const needed = await db
    .select({ id: videos.id })
    .from(videos)
    .where(
      and(inArray(videos.id, ids), inArray(videos.archiveState, ["pending", "downloading"]), isNull(videos.erasedAt)),
    );
  const kept = new Set(needed.map(({ id }) => id));
  const useless = old.filter(({ videoId }) => !kept.has(videoId));
  for (const { file, videoId, attempt } of useless) {
    await forget(file);
    await rm(path.join(folder, `${videoId}.${attempt}.webp`), { force: true });
  }
  return useless.length;
}

async function isOld(file: string): Promise<boolean> {
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > LEAVE_ALONE_MS;
}
