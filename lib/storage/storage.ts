import "server-only";
import type { Readable } from "node:stream";

/** A part of a file, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** How a browser is to take a file that it fetches from the storage itself. */
export interface LinkOptions {
  mediaType: string;
  fileName: string;
  disposition: "inline" | "attachment";
}

/**
 * Where videos and posters stay. Keys are made by us, from ids: letters, digits, `-`, `_`, `.` and `/`.
 * What `put` has returned from survives a power cut.
 *
 * All throw AppError STORAGE_FULL where there is no room left, and STORAGE_UNREACHABLE where the storage
 * does not answer or does not let us: both are worth trying again later.
 */
export interface Storage {
  /** Moves the local file `source` to `key`, whole or not at all. */
  put(key: string, source: string): Promise<void>;
  /** Size in bytes; null when there is no such file. */
  size(key: string): Promise<number | null>;
  /** The bytes of a file or of a part of it. */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Removes a file; nothing happens when there is none. */
  remove(key: string): Promise<void>;
  /** Writes and removes a trial file, to find out whether the storage takes files. */
  tryOut(): Promise<void>;
  /**
   * A URL by which whoever has it can read the file for five minutes, with ranges; absent where files are
   * not reachable but through us. The file is not looked for.
   */
  link?(key: string, options: LinkOptions): Promise<string>;
}

/** A key that no code of ours makes. */
export class StorageKeyError extends Error {}

/**
 * Makes sure that a key is one of ours, so that none leads out of its folder.
 * @throws {StorageKeyError}
 */
export function requireKey(key: string): string {
  if (!/^[a-z0-9][\w.-]*(\/[a-z0-9][\w.-]*)*$/i.test(key)) throw new StorageKeyError(`Not a storage key: ${key}`);
  return key;
}
