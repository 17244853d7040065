import "server-only";
import path from "node:path";
import { env } from "#lib/env";
import { localDisk } from "#lib/storage/local-disk";
import { type S3Settings, s3Settings } from "#lib/storage/s3-settings";
import type { Storage } from "#lib/storage/storage";

/** The library's storage, as the settings name it. */
export function archiveStorage(): Storage {
  return storageOf(env().STORAGE);
}

/**
 * One of the two kinds of storage, whichever is in use; for copying from one to the other.
 * @throws where the settings name no bucket
 */
export function storageOf(kind: "local" | "s3"): Storage {
  if (kind === "local") return localDisk(path.join(env().DATA_DIR, "videos"));
  const settings = s3Settings();
  if (!settings) throw new Error("S3_BUCKET is not set");
  return deferred(() => bucketOf(settings));
}

/** Folder for files on their way into the archive, on the same file system as it is. */
export function incomingFolder(): string {
  return path.join(env().DATA_DIR, "incoming");
}

let opened: { settings: string; storage: Promise<Storage> } | undefined;

/** The client of a bucket, made once: it keeps connections. */
function bucketOf(settings: S3Settings): Promise<Storage> {
  const wanted = JSON.stringify(settings);
  if (opened?.settings !== wanted) {
    opened = { settings: wanted, storage: import("#lib/storage/s3").then(({ s3Storage }) => s3Storage(settings)) };
  }
  return opened.storage;
}

/** A bucket whose client is loaded at its first use: it is large, and most installations keep videos on a disk. */
function deferred(open: () => Promise<Storage>): Storage {
  return {
    put: async (key, source) => (await open()).put(key, source),
    size: async (key) => (await open()).size(key),
    read: async (key, range) => (await open()).read(key, range),
    remove: async (key) => (await open()).remove(key),
    tryOut: async () => (await open()).tryOut(),
    link: async (key, options) => {
      const { link } = await open();
      if (!link) throw new Error("A bucket has links");
      return link(key, options);
    },
  };
}
