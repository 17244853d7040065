import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { download } from "#lib/archive/download";
import { noteWhole, readNote } from "#lib/archive/download-note";
import { forget, leave, partOf, takeOver } from "#lib/archive/incoming";
import { AppError } from "#lib/domain/app-error";
import { makePoster } from "#lib/media/poster";
import { probeVideo, VIDEO_CONTAINERS, type VideoFacts } from "#lib/media/probe";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { makeFolder } from "#lib/storage/local-disk";
import { sha256Of } from "#lib/storage/sha256";
import { diskFault } from "#lib/storage/storage-fault";

/** What is known of a video once it is in the archive. */
export interface KeptVideo {
  storageKey: string;
  posterKey: string | null;
  sha256: string;
  facts: VideoFacts;
  thumbhash: string | null;
}

interface Source {
  id: string;
  sourceUrl: string;
  tries: number;
}

interface Circumstances {
  /** Origins that may be private: the connection's own base URL. */
  allowedOrigins: string[];
  /** Whether the storage is known not to answer: then it is not tried, and the video waits once it is whole. */
  storageIsAway: boolean;
}

/** Faults after which the bytes that came are worth nothing to the next try. */
const WORTHLESS = ["INVALID_VIDEO", "VIDEO_TOO_LARGE", "DOWNLOAD_REFUSED"];

/**
 * Brings one output into the archive: downloads it, checks that it is a whole video, takes a poster,
 * hashes it and puts it into storage. Doing it twice ends the same. A video that is whole but can't be put
 * into storage waits in the incoming folder, and needs its link no more.
 * @throws {AppError} as `download` does; INVALID_VIDEO when the bytes are no whole video; STORAGE_FULL and
 * STORAGE_UNREACHABLE
 */
export async function keepVideo(source: Source, circumstances: Circumstances): Promise<KeptVideo> {
  const { allowedOrigins, storageIsAway } = circumstances;
  const folder = incomingFolder();
  const file = partOf(folder, source.id, source.tries);
  try {
    await makeFolder(folder);
    await takeOver(folder, source.id, file);
    // The last characters of a UUIDv7 are random: they spread the files over 256 folders.
    const base = `${source.id.slice(-2)}/${source.id}`;
    const { facts, sha256 } = await bringWhole(source, file, base, allowedOrigins);
    if (storageIsAway) throw new AppError("STORAGE_UNREACHABLE", { retryable: true, detail: "it was not tried" });
    const poster = await keepPoster(file, path.join(folder, `${source.id}.${source.tries}.webp`), base, facts);
    const storageKey = `${base}.${facts.container}`;
    await archiveStorage().put(storageKey, file);
    await forget(file);
    return { storageKey, sha256, facts, ...poster };
  } catch (error) {
    const fault = diskFault(error);
    if (fault instanceof AppError && WORTHLESS.includes(fault.code)) await forget(file);
    else await leave(file);
    throw fault;
  }
}

/** Sees to it that `file` is the whole video, without the network where an earlier try has brought all of it. */
async function bringWhole({ sourceUrl }: Source, file: string, base: string, allowedOrigins: string[]) {
  const before = (await readNote(file))?.sha256;
  if (before === undefined) await downloadOrBringBack(sourceUrl, file, base, allowedOrigins);
  const facts = await probeVideo(file);
  const sha256 = await sha256Of(createReadStream(file));
  if (before === undefined) await noteWhole(file, sha256);
  else if (before !== sha256) throw new AppError("INVALID_VIDEO", { detail: "the bytes have changed on this disk" });
  return { facts, sha256 };
}

/**
 * A process can die when it has all of a video, here or in storage, and before it says so; and the link die
 * in between.
 */
async function downloadOrBringBack(url: string, file: string, base: string, allowedOrigins: string[]): Promise<void> {
  try {
    await download(url, file, allowedOrigins);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "DOWNLOAD_GONE")) throw error;
    if (await isWhole(file)) return;
    const storage = archiveStorage();
    for (const container of VIDEO_CONTAINERS) {
      const key = `${base}.${container}`;
      if ((await storage.size(key)) === null) continue;
      await pipeline(await storage.read(key), createWriteStream(file, { mode: 0o600 }));
      return;
    }
    throw error;
  }
}

async function isWhole(file: string): Promise<boolean> {
  try {
    await probeVideo(file);
    return true;
  } catch {
    return false;
  }
}

/** A video without a poster is still a video: one that can't be decoded here is kept without. */
export async function keepPoster(video: string, file: string, base: string, facts: VideoFacts) {
  const thumbhash = await posterOrNothing(video, file, facts);
  if (thumbhash === null) return { posterKey: null, thumbhash: null };
  const posterKey = `${base}.webp`;
  try {
    await archiveStorage().put(posterKey, file);
  } finally {
    await rm(file, { force: true });
  }
  return { posterKey, thumbhash };
}

async function posterOrNothing(video: string, file: string, facts: VideoFacts): Promise<string | null> {
  try {
    return (await makePoster(video, file, facts)).thumbhash;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
