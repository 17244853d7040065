import "server-only";
import { copyFile, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { noteFileOf, readNote } from "#lib/archive/download-note";
import { syncPath } from "#lib/storage/local-disk";
import { errorCode } from "#lib/storage/storage-fault";

/**
 * Downloads under way, in one folder: `<video id>.<try>.part` is being written by that try,
 * `<video id>.<try>.rest` was left by one that has ended, and beside either stands its note.
 */
interface Incoming {
  file: string;
  videoId: string;
  attempt: number;
  /** Left by a try that has ended: nobody writes to it. */
  isRest: boolean;
}

const NAME = /^([0-9a-f-]{36})\.(\d+)\.(part|rest)$/;

/** The name under which try number `attempt` writes. */
export function partOf(folder: string, videoId: string, attempt: number): string {
  return path.join(folder, `${videoId}.${attempt}.part`);
}

/** What tries have brought, all of it or of one video, the latest first. */
export async function listIncoming(folder: string, ofVideo?: string): Promise<Incoming[]> {
  const found = (await namesIn(folder)).flatMap((name) => {
    const [, videoId, attempt, kind] = NAME.exec(name) ?? [];
    if (videoId === undefined || (ofVideo !== undefined && videoId !== ofVideo)) return [];
    return [{ file: path.join(folder, name), videoId, attempt: Number(attempt), isRest: kind === "rest" }];
  });
  return found.sort((a, b) => b.attempt - a.attempt);
}

/**
 * Begins `part` with what an earlier try has brought: that is taken over where its try has ended, and
 * copied otherwise, since a try that was overtaken may still be writing.
 */
export async function takeOver(folder: string, videoId: string, part: string): Promise<void> {
  const earlier = (await listIncoming(folder, videoId)).filter(({ file }) => file !== part);
  const [latest] = earlier;
  if (!latest) return;
  if (latest.isRest) await move(latest.file, part);
  else await copy(latest.file, part);
  for (const { file } of earlier) await forget(file);
}

/** Leaves a download to later tries. */
export async function leave(part: string): Promise<void> {
  await move(part, part.replace(/\.part$/, ".rest"));
}

/** Removes a download and its note. */
export async function forget(file: string): Promise<void> {
  await rm(file, { force: true });
  await rm(noteFileOf(file), { force: true });
}

/** Removes all that was downloaded of a video. */
export async function forgetVideo(folder: string, videoId: string): Promise<void> {
  for (const { file } of await listIncoming(folder, videoId)) await forget(file);
}

/** Whether all bytes of a video are here already, and only wait to be put into the storage. */
export async function isDownloaded(folder: string, videoId: string): Promise<boolean> {
  const [latest] = await listIncoming(folder, videoId);
  return latest !== undefined && (await readNote(latest.file))?.sha256 !== undefined;
}

/** Names of what lies in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

async function move(from: string, to: string): Promise<void> {
  await whereThere(() => rename(noteFileOf(from), noteFileOf(to)));
  await whereThere(() => rename(from, to));
}

/** What this has returned from survives a power cut: what was copied may be removed. */
async function copy(from: string, to: string): Promise<void> {
  for (const [source, target] of [
    [noteFileOf(from), noteFileOf(to)],
    [from, to],
  ] as const) {
    await whereThere(async () => {
      await copyFile(source, target);
      await syncPath(target);
    });
  }
  await syncPath(path.dirname(to));
}

/** A download without a note, or a note without a download, is gone on with as far as it goes. */
async function whereThere(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}
