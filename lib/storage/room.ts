import "server-only";
import { statfs } from "node:fs/promises";
import { AppError } from "#lib/domain/app-error";
import { tryFolder } from "#lib/storage/local-disk";

/** Left free for others on the same disk, the embedded database above all: it does not survive a full one well. */
const RESERVE_BYTES = 256 * 1024 ** 2;
/** On a small disk, this part of it. */
const RESERVE_SHARE = 0.02;
/** How much more than the reserve must be free before saving goes on, so that it does not stop again at once. */
const RESUME_FACTOR = 2;

/**
 * Makes sure that `bytes` more fit on the disk of `folder` and leave the reserve free.
 * @throws {AppError} STORAGE_FULL
 */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { freeBytes, reserveBytes } = await roomIn(folder);
  if (freeBytes < reserveBytes + bytes) throw full(`${freeBytes} bytes are free and ${bytes} more are needed`);
}

/**
 * Makes sure that a disk that was full takes files again, with some to spare; a share of it that is used
 * up shows in no count of free bytes, so a file is written too.
 * @throws {AppError} STORAGE_FULL or STORAGE_UNREACHABLE
 */
export async function requireRoomAgain(folder: string): Promise<void> {
  await tryFolder(folder);
  const { freeBytes, reserveBytes } = await roomIn(folder);
  if (freeBytes < reserveBytes * RESUME_FACTOR) throw full(`only ${freeBytes} bytes are free`);
}

async function roomIn(folder: string): Promise<{ freeBytes: number; reserveBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, reserveBytes: Math.min(RESERVE_BYTES, blocks * bsize * RESERVE_SHARE) };
}

function full(detail: string): AppError {
  return new AppError("STORAGE_FULL", { retryable: true, detail });
}
