import fs from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";

/** What a program asks of the disk below one folder. Names are relative to it; a `file` is known by its inode. */
export type DiskOperation =
  | { kind: "create"; name: string; file: number }
  | { kind: "mkdir" | "rmdir" | "unlink"; name: string }
  | { kind: "rename"; name: string; to: string }
  | { kind: "write"; file: number; at: number; bytes: Buffer }
  | { kind: "truncate"; file: number; length: number }
  | { kind: "sync"; file: number }
  | { kind: "sync folder"; name: string }
  /** Not of the disk: from here on somebody relies on `promise`. */
  | { kind: "promise"; promise: unknown };

/** A folder as it was, and all that was asked of it since. */
export interface DiskRecording {
  /** The bytes of every file by its name. */
  base: Map<string, { file: number; bytes: Buffer }>;
  folders: Set<string>;
  operations: DiskOperation[];
}

/** Every file below `folder` with its inode and bytes, and every folder, by relative names. */
export function readTree(folder: string): Pick<DiskRecording, "base" | "folders"> {
  const base: DiskRecording["base"] = new Map();
  const folders = new Set<string>();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const place = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, place);
    if (entry.isDirectory()) folders.add(name);
    else if (entry.isFile()) base.set(name, { file: fs.statSync(place).ino, bytes: fs.readFileSync(place) });
  }
  return { base, folders };
}

type Names = Record<string, unknown>;

/**
 * Records what this process asks of the disk below `folder` until `stop` is called: each write of the
 * synchronous calls, which the embedded database makes, and of the others the bytes that a file has when it
 * is synced, renamed or closed. That nothing goes by unseen, `replayed` in `power-cut.ts` can show.
 */
export function recordDisk(folder: string): DiskRecording & { promise(promise: unknown): void; stop(): void } {
  const tree = readTree(folder);
  const operations: DiskOperation[] = [];
  /** What each file held when it was last looked at. */
  const contents = new Map([...tree.base.values()].map(({ file, bytes }) => [file, bytes]));
  const opened = new Map<number, string>();
  const own = { ...fs };
  const ownPromises = { ...fs.promises };

  const nameOf = (file: unknown): string | undefined => {
    if (typeof file === "number") return opened.get(file);
    if (typeof file !== "string") return undefined;
    const relative = path.relative(folder, path.resolve(file));
    return relative === "" || relative.startsWith("..") ? undefined : relative;
  };
  const inodeOf = (file: string | number) => (typeof file === "number" ? own.fstatSync(file) : own.statSync(file)).ino;
  const note = (operation: DiskOperation) => operations.push(operation);
  const isNew = (file: unknown) => nameOf(file) !== undefined && !own.existsSync(file as string);
  const created = (file: string) => {
    const inode = inodeOf(file);
    contents.set(inode, Buffer.alloc(0));
    note({ kind: "create", name: nameOf(file) ?? "", file: inode });
  };
  const cut = (file: number, length: number) => {
    if (length === 0) contents.set(file, Buffer.alloc(0));
    note({ kind: "truncate", file, length });
  };
  const wrote = (file: number, at: number, bytes: Buffer) =>
    note({ kind: "write", file, at, bytes: Buffer.from(bytes) });
  /** Finds out what a file holds by now, whoever has written it. */
  const look = (file: string) => {
    if (nameOf(file) === undefined || !own.existsSync(file) || own.statSync(file).isDirectory()) return;
    const inode = inodeOf(file);
    if (!contents.has(inode)) created(file);
    const before = contents.get(inode) ?? Buffer.alloc(0);
    const bytes = own.readFileSync(file);
    if (bytes.equals(before)) return;
    if (bytes.length < before.length || !bytes.subarray(0, before.length).equals(before)) cut(inode, 0);
    const from = contents.get(inode)?.length ?? 0;
    contents.set(inode, bytes);
    wrote(inode, from, bytes.subarray(from));
  };
  /** Its inode may soon be another file's. */
  const unknow = (file: string) => {
    if (nameOf(file) !== undefined && own.existsSync(file)) contents.delete(inodeOf(file));
  };
  const removed = (file: string): DiskOperation[] => {
    const name = nameOf(file);
    if (name === undefined || !own.existsSync(file)) return [];
    if (!own.statSync(file).isDirectory()) {
      unknow(file);
      return [{ kind: "unlink" as const, name }];
    }
    const inside: DiskOperation[] = own
      .readdirSync(file, { recursive: true, withFileTypes: true })
      .flatMap((entry): DiskOperation[] => {
        const inner = path.join(entry.parentPath, entry.name);
        return entry.isDirectory() ? [{ kind: "rmdir", name: nameOf(inner) ?? "" }] : removed(inner);
      })
      .reverse();
    return [...inside, { kind: "rmdir" as const, name }];
  };
  const madeFolders = (first: string | undefined, last: string) => {
    if (first === undefined || nameOf(last) === undefined) return;
    const made: string[] = [];
    for (let at = path.resolve(last); at.length >= path.resolve(first).length; at = path.dirname(at)) made.unshift(at);
    for (const place of made) note({ kind: "mkdir", name: nameOf(place) ?? "" });
  };
  const synced = (file: string | number) => {
    const place = typeof file === "number" ? opened.get(file) : nameOf(file);
    if (place === undefined && file !== folder) return;
    const facts = typeof file === "number" ? own.fstatSync(file) : own.statSync(file);
    if (facts.isDirectory()) note({ kind: "sync folder", name: place ?? "" });
    else note({ kind: "sync", file: facts.ino });
  };

  const creates = (flags: unknown) =>
    typeof flags === "number" ? (flags & fs.constants.O_CREAT) !== 0 : /[wa]/.test(String(flags));
  const empties = (flags: unknown) =>
    typeof flags === "number" ? (flags & fs.constants.O_TRUNC) !== 0 : /w/.test(String(flags));
  const openedAs = (descriptor: number, file: string, flags: unknown, wasNew: boolean) => {
    const name = path.resolve(file) === folder ? "" : nameOf(file);
    if (name === undefined) return;
    opened.set(descriptor, name);
    if (creates(flags) && wasNew) created(file);
    else if (empties(flags)) cut(inodeOf(descriptor), 0);
  };
  const bytesOf = (data: string | NodeJS.ArrayBufferView) =>
    typeof data === "string" ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);

  const synchronous: Names = {
    openSync: (file: string, flags: string | number, mode?: number) => {
      const wasNew = isNew(file);
      const descriptor = own.openSync(file, flags, mode);
      openedAs(descriptor, file, flags, wasNew);
      return descriptor;
    },
    closeSync: (descriptor: number) => {
      own.closeSync(descriptor);
      opened.delete(descriptor);
    },
    writeSync: (descriptor: number, buffer: NodeJS.ArrayBufferView, offset: number, length: number, at: number) => {
      const count = own.writeSync(descriptor, buffer, offset, length, at);
      if (opened.has(descriptor)) wrote(inodeOf(descriptor), at, bytesOf(buffer).subarray(offset, offset + count));
      return count;
    },
    writeFileSync: (file: string | number, data: string | NodeJS.ArrayBufferView, options?: fs.WriteFileOptions) => {
      const wasNew = typeof file === "string" && isNew(file);
      own.writeFileSync(file, data, options);
      if (nameOf(file) === undefined) return;
      if (wasNew) created(file as string);
      else cut(inodeOf(file), 0);
      wrote(inodeOf(file), 0, bytesOf(data));
    },
    ftruncateSync: (descriptor: number, length = 0) => {
      own.ftruncateSync(descriptor, length);
      if (opened.has(descriptor)) cut(inodeOf(descriptor), length);
    },
    truncateSync: (file: string, length = 0) => {
      own.truncateSync(file, length);
      if (nameOf(file) !== undefined) cut(inodeOf(file), length);
    },
    renameSync: (from: string, to: string) => {
      unknow(to);
      own.renameSync(from, to);
      renamed(from, to);
    },
    unlinkSync: (file: string) => {
      const gone = removed(file);
      own.unlinkSync(file);
      operations.push(...gone);
    },
    rmdirSync: (file: string) => {
      const gone = removed(file);
      own.rmdirSync(file);
      operations.push(...gone);
    },
    mkdirSync: (file: string, options?: fs.MakeDirectoryOptions) => {
      const first = own.mkdirSync(file, options);
      madeFolders(options?.recursive ? first : file, file);
      return first;
    },
    fsyncSync: (descriptor: number) => {
      own.fsyncSync(descriptor);
      synced(descriptor);
    },
    // Streams work by these two.
    open: (file: string, flags: string, mode: number, callback: (error: unknown, descriptor: number) => void) => {
      const wasNew = isNew(file);
      own.open(file, flags, mode, (error, descriptor) => {
        if (!error) openedAs(descriptor, file, flags, wasNew);
        callback(error, descriptor);
      });
    },
    close: (descriptor: number, callback: (error: unknown) => void) => {
      const name = opened.get(descriptor);
      opened.delete(descriptor);
      own.close(descriptor, (error) => {
        if (name !== undefined) look(path.join(folder, name));
        callback?.(error);
      });
    },
  };
  const renamed = (from: string, to: string) => {
    const [name, target] = [nameOf(from), nameOf(to)];
    if (name === undefined && target === undefined) return;
    if (name === undefined || target === undefined)
      throw new Error("A rename across the folder's edge is not recorded");
    note({ kind: "rename", name, to: target });
    for (const [descriptor, was] of opened) {
      if (was === name) opened.set(descriptor, target);
    }
  };
  const watched = (handle: FileHandle, file: string) => {
    const { sync, close } = handle;
    handle.sync = async () => {
      look(file);
      await sync.call(handle);
      synced(path.resolve(file));
    };
    handle.close = async () => {
      await close.call(handle);
      look(file);
    };
    return handle;
  };
  const asynchronous: Names = {
    open: async (file: string, flags?: string, mode?: number) => {
      const wasNew = isNew(file);
      const handle = await ownPromises.open(file, flags, mode);
      if (nameOf(file) === undefined && path.resolve(file) !== folder) return handle;
      if (creates(flags) && wasNew) created(file);
      else if (empties(flags)) cut(inodeOf(file), 0);
      return watched(handle, file);
    },
    writeFile: async (file: string | FileHandle, ...rest: [string, fs.WriteFileOptions?]) => {
      await ownPromises.writeFile(file, ...rest);
      if (typeof file === "string") look(file);
    },
    copyFile: async (from: string, to: string) => {
      await ownPromises.copyFile(from, to);
      look(to);
    },
    rename: async (from: string, to: string) => {
      look(from);
      unknow(to);
      await ownPromises.rename(from, to);
      renamed(from, to);
    },
    rm: async (file: string, options?: fs.RmOptions) => {
      const gone = removed(file);
      await ownPromises.rm(file, options);
      operations.push(...gone);
    },
    unlink: async (file: string) => {
      const gone = removed(file);
      await ownPromises.unlink(file);
      operations.push(...gone);
    },
    mkdir: async (file: string, options?: fs.MakeDirectoryOptions) => {
      const first = await ownPromises.mkdir(file, options);
      madeFolders(options?.recursive ? first : file, file);
      return first;
    },
  };
  const put = (calls: Names, promised: Names) => {
    Object.assign(fs, calls);
    Object.assign(fs.promises, promised);
    syncBuiltinESMExports();
  };
  const pick = (from: Names, names: Names) => Object.fromEntries(Object.keys(names).map((name) => [name, from[name]]));
  put(synchronous, asynchronous);
  return {
    ...tree,
    operations,
    promise: (promise) => note({ kind: "promise", promise }),
    stop: () => put(pick({ ...own }, synchronous), pick({ ...ownPromises }, asynchronous)),
  };
}
