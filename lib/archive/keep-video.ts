import "server-only";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { copyDownload, download, forgetDownload, sha256Of } from "#lib/archive/download";
import { AppError } from "#lib/domain/app-error";
import { makePoster } from "#lib/media/poster";
import { probeVideo, type VideoFacts } from "#lib/media/probe";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";

/** What is known of a video once it is in the archive. */
export interface KeptVideo {
  storageKey: string;
  posterKey: string | null;
  sha256: string;
  facts: VideoFacts;
  thumbhash: string | null;
}

/**
 * Brings one output into the archive: downloads it, checks that it is a whole video, takes a poster,
 * hashes it and puts it into storage. Doing it twice ends the same.
 * @throws {AppError} as `download` does; INVALID_VIDEO when the bytes are no whole video
 */
export async function keepVideo(
  { id: videoId, sourceUrl: url, tries }: { id: string; sourceUrl: string; tries: number },
  allowedOrigins: string[],
): Promise<KeptVideo> {
  const folder = incomingFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${videoId}.${tries}.part`);
  await goOnFrom(folder, videoId, file);
  await download(url, file, allowedOrigins);
  const facts = await probeOrForget(file);
  const sha256 = await sha256Of(file);
  // The last characters of a UUIDv7 are random: they spread the files over 256 folders.
  const base = `${videoId.slice(-2)}/${videoId}`;
  const poster = await keepPoster(file, path.join(folder, `${videoId}.${tries}.webp`), `${base}.webp`, facts);
  const storageKey = `${base}.${facts.container}`;
  await archiveStorage().put(storageKey, file);
  await forgetDownload(file);
  return { storageKey, sha256, facts, ...poster };
}

/**
 * Begins with what an earlier try has brought, as a copy: a try that was overtaken may still be alive and
 * writing to its own.
 */
async function goOnFrom(folder: string, videoId: string, file: string): Promise<void> {
  const names = await readdir(folder);
  const triesOf = (name: string) => Number(name.split(".")[1]);
  const earlier = names.filter((name) => name.startsWith(`${videoId}.`) && name.endsWith(".part"));
  const latest = earlier.sort((a, b) => triesOf(b) - triesOf(a))[0];
  if (!latest) return;
  await copyDownload(path.join(folder, latest), file);
  for (const name of earlier) await forgetDownload(path.join(folder, name));
}

/** Bytes that are no video must not be gone on with by the next try. */
async function probeOrForget(file: string): Promise<VideoFacts> {
  try {
    return await probeVideo(file);
  } catch (error) {
    await forgetDownload(file);
    throw error;
  }
}

/** A video without a poster is still a video: one that can't be decoded here is kept without. */
async function keepPoster(video: string, file: string, posterKey: string, facts: VideoFacts) {
  try {
    const { thumbhash } = await makePoster(video, file, facts);
    await archiveStorage().put(posterKey, file);
    return { posterKey, thumbhash };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await rm(file, { force: true });
    return { posterKey: null, thumbhash: null };
  }
}
