import "server-only";
import type { Readable } from "node:stream";

/** A part of a file, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where videos and posters stay. Keys are made by us, from ids: letters, digits, `-`, `_`, `.` and `/`.
 * What `put` has returned from survives a power cut.
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
}
