import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { type KeptVideo, keepPoster } from "#lib/archive/keep-video";
import { AppError } from "#lib/domain/app-error";
import { probeVideo } from "#lib/media/probe";
import { stitchClips } from "#lib/media/stitch-clips";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { sha256Of } from "#lib/storage/sha256";
import { diskFault } from "#lib/storage/storage-fault";

interface StitchOptions {
  signal: AbortSignal;
  /** Told the done part, from 0 to 1. */
  onProgress: (fraction: number) => void;
}

/**
 * Makes one video of clips of the archive, in a folder of this try beside it, checks and hashes it, takes a poster
 * and puts both into storage. Doing it twice ends the same.
 * @throws {AppError} CLIPS_GONE; STORAGE_FULL and STORAGE_UNREACHABLE; INVALID_VIDEO where what came out is no whole video; Error where it could not be made
 */
export async function keepStitched(
  { id, tries }: { id: string; tries: number },
  clipKeys: readonly string[],
  options: StitchOptions,
): Promise<KeptVideo> {
  const folder = path.join(incomingFolder(), `stitch-${id}-${tries}`);
  await removeEarlier(id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const clips = await bringClips(folder, clipKeys);
    const file = path.join(folder, "whole.mp4");
    await stitchClips(clips, file, options);
    const facts = await probeVideo(file);
    const sha256 = await sha256Of(createReadStream(file));
    const base = `${id.slice(-2)}/${id}`;
    const storageKey = `${base}.mp4`;
    const poster = await keepPoster(file, path.join(folder, "poster.webp"), base, facts);
    await archiveStorage().put(storageKey, file);
    return { storageKey, sha256, facts, ...poster };
  } catch (error) {
    throw diskFault(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copies of the clips, in order. */
async function bringClips(folder: string, keys: readonly string[]): Promise<string[]> {
  const clips: string[] = [];
  for (const [place, key] of keys.entries()) {
    if ((await archiveStorage().size(key)) === null) throw new AppError("CLIPS_GONE", { detail: `no ${key}` });
    const file = path.join(folder, `${place}${path.extname(key)}`);
    await pipeline(await archiveStorage().read(key), createWriteStream(file, { mode: 0o600 }));
    clips.push(file);
  }
  return clips;
}

/** What a process that died has left. */
async function removeEarlier(id: string): Promise<void> {
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  for (const name of await readdir(incomingFolder())) {
    if (name.startsWith(`stitch-${id}-`)) await rm(path.join(incomingFolder(), name), { recursive: true, force: true });
  }
}
