import "server-only";
import path from "node:path";
import { env } from "#lib/env";
import { localDisk } from "#lib/storage/local-disk";
import type { Storage } from "#lib/storage/storage";

/** The library's storage, as the settings name it. */
export function archiveStorage(): Storage {
  return localDisk(path.join(env().DATA_DIR, "videos"));
}

/** Folder for files on their way into the archive, on the same file system as it is. */
export function incomingFolder(): string {
  return path.join(env().DATA_DIR, "incoming");
}
