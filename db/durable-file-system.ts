import "server-only";
import fs from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** The part of an Emscripten file stream that tells which file it is. */
interface OpenStream {
  nfd?: number | null;
  node: unknown;
}

/** The part of Emscripten's NODEFS that has to learn fsync. */
interface NodeFileSystemModule {
  NODEFS: { realPath(node: unknown): string; stream_ops: { fsync?: (stream: OpenStream) => number } };
}

function hasNodeFileSystem(module: object): module is NodeFileSystemModule {
  return "NODEFS" in module;
}

/** Directories can't be opened for fsync everywhere; their entries are then as durable as the system makes them. */
const HARMLESS = new Set(["EISDIR", "EINVAL", "EPERM"]);

/**
 * PGlite's folder storage with a real fsync. PGlite's own has none and PostgreSQL is started with
 * `-F`: a power cut then ruins the folder. Leans on internals of the pinned version; a test checks
 * that a commit really calls fsync.
 */
export class DurableFileSystem extends NodeFS {
  /** How many times PostgreSQL asked for fsync; for the test that proves it does. */
  syncs = 0;

  override async init(...parameters: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const started = await super.init(...parameters);
    const teachFsync = (module: object) => {
      if (!hasNodeFileSystem(module)) throw new Error("PGlite's file system has changed: fsync can't be installed");
      module.NODEFS.stream_ops.fsync = (stream) => {
        this.syncs += 1;
        if (typeof stream.nfd === "number") {
          fs.fsyncSync(stream.nfd);
          return 0;
        }
        syncPath(module.NODEFS.realPath(stream.node));
        return 0;
      };
    };
    started.emscriptenOpts.preRun = [...(started.emscriptenOpts.preRun ?? []), teachFsync];
    return started;
  }
}

function syncPath(path: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = fs.openSync(path, "r");
    fs.fsyncSync(descriptor);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!HARMLESS.has(code)) throw error;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

/**
 * PostgreSQL's start parameters with fsync on and the write-ahead log held small: PGlite has no
 * background checkpointer, so the timed CHECKPOINT of `lib/jobs` does the rest.
 */
export function durableStartParameters(): string[] {
  const own = ["fsync=on", "wal_sync_method=fsync", "max_wal_size=64MB"];
  return [
    ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
    ...own.flatMap((setting) => ["-c", setting]),
  ];
}
