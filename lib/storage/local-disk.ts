import "server-only";
import { randomUUID } from "node:crypto";
import { copyFile, mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { requireKey, type Storage } from "#lib/storage/storage";
import { diskFault, errorCode } from "#lib/storage/storage-fault";

/** What a trial writes: enough that no disk hides it in a spare corner. */
const TRIAL_BYTES = 1024 ** 2;

/** Files below one folder of this machine. */
export function localDisk(root: string): Storage {
  const pathOf = (key: string) => path.join(root, requireKey(key));
  return {
    put: (key, source) => onDisk(() => moveTo(pathOf(key), source)),
    size: (key) => onDisk(() => sizeOf(pathOf(key))),
    read: async (key, range) => {
      const handle = await onDisk(() => open(pathOf(key), "r"));
      return handle.createReadStream(range ?? {});
    },
    remove: (key) => onDisk(() => rm(pathOf(key), { force: true })),
    tryOut: () => tryFolder(root),
  };
}

/**
 * Writes and removes a file in `folder`, which is made where it is missing.
 * @throws {AppError} STORAGE_FULL or STORAGE_UNREACHABLE
 */
export async function tryFolder(folder: string): Promise<void> {
  const trial = path.join(folder, `.trial-${randomUUID()}`);
  await onDisk(async () => {
    try {
      await makeFolder(folder);
      const handle = await open(trial, "w", 0o600);
      try {
        await handle.writeFile(Buffer.alloc(TRIAL_BYTES));
        await handle.sync();
      } finally {
        await handle.close();
      }
    } finally {
      await rm(trial, { force: true });
    }
  });
}

/** Makes a file's bytes, or a folder's list of names, survive a power cut. */
export async function syncPath(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a small file, in a folder that is made where it is missing. What this has returned from survives a
 * power cut; cut short, it leaves the file as it was.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const folder = path.dirname(file);
  const unfinished = unfinishedOf(file);
  await makeFolder(folder);
  await writeFile(unfinished, text, { mode: 0o600 });
  await syncPath(unfinished);
  await rename(unfinished, file);
  await syncPath(folder);
}

/** What `writeWhole` leaves behind when it is cut short. */
export const unfinishedOf = (file: string) => `${file}.new`;

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFault(error);
  }
}

async function moveTo(target: string, source: string): Promise<void> {
  const folder = path.dirname(target);
  await makeFolder(folder);
  await syncPath(source);
  try {
    await rename(source, target);
  } catch (error) {
    if (errorCode(error) !== "EXDEV") throw error;
    await copyAcross(source, target);
  }
  await syncPath(folder);
}

/** A rename across file systems: copy under another name first, so that the file is whole or absent. */
async function copyAcross(source: string, target: string): Promise<void> {
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    await copyFile(source, partial);
    await syncPath(partial);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
  await rm(source);
}

/** Makes a folder, and its name in the folders above it survive a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) await syncPath(path.dirname(made));
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
