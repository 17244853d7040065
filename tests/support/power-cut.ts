import fs from "node:fs";
import path from "node:path";
import type { DiskOperation, DiskRecording } from "#tests/support/record-disk";

/**
 * Which names (created, renamed, removed) a file system keeps when the power is cut. `journal`, as on ext4 and
 * the like: in their order; the sync of a file or folder keeps all up to the last that concerns it. `posix`, the
 * least that a program may count on: the sync of a file keeps no name, that of a folder the names in it, and of
 * the others any may be lost.
 */
export type FileSystemKind = "journal" | "posix";

/** What a disk writes whole or not at all. */
const SECTOR_BYTES = 512;

type Change = Extract<DiskOperation, { kind: "write" | "truncate" }>;
type NameChange = Extract<DiskOperation, { kind: "create" | "mkdir" | "rmdir" | "unlink" | "rename" }>;

/** A file's bytes that are safe, and what was asked of it since its last sync. */
class DiskFile {
  private bytes: Buffer;
  private length: number;
  pending: Change[] = [];

  constructor(bytes: Buffer) {
    this.bytes = Buffer.from(bytes);
    this.length = bytes.length;
  }

  /** Makes safe what `arrives` lets through, sector by sector, and forgets the rest. */
  settle(arrives: () => boolean): void {
    for (const change of this.pending) {
      if (change.kind === "truncate") {
        if (arrives()) this.resize(change.length);
        continue;
      }
      for (let from = 0; from < change.bytes.length; ) {
        const at = change.at + from;
        const length = Math.min(SECTOR_BYTES - (at % SECTOR_BYTES), change.bytes.length - from);
        if (arrives()) {
          if (this.length < at + length) this.resize(at + length);
          change.bytes.copy(this.bytes, at, from, from + length);
        }
        from += length;
      }
    }
    this.pending = [];
  }

  get content(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private resize(length: number): void {
    if (length > this.bytes.length) {
      this.bytes = Buffer.concat([this.content, Buffer.alloc(2 * length - this.length)]);
    } else if (length < this.length) {
      this.bytes.fill(0, length, this.length);
    }
    this.length = length;
  }
}

/** The names of a folder: what each stands for. */
type Tree = Map<string, DiskFile | "folder">;

/** A disk on which a recording is played. */
class Disk {
  /** As the program sees it, and as it is safe. */
  private readonly seen: Tree = new Map();
  private readonly safe: Tree;
  private readonly files = new Map<number, DiskFile>();
  private pending: { change: NameChange; file: DiskFile | "folder" | undefined }[] = [];
  private readonly kind: FileSystemKind;

  constructor({ base, folders }: Pick<DiskRecording, "base" | "folders">, kind: FileSystemKind) {
    this.kind = kind;
    for (const name of folders) this.seen.set(name, "folder");
    for (const [name, { file, bytes }] of base) {
      const kept = new DiskFile(bytes);
      this.files.set(file, kept);
      this.seen.set(name, kept);
    }
    this.safe = new Map(this.seen);
  }

  play(operation: DiskOperation): void {
    switch (operation.kind) {
      case "promise":
        return;
      case "write":
      case "truncate":
        this.fileOf(operation.file).pending.push(operation);
        return;
      case "sync": {
        const file = this.fileOf(operation.file);
        file.settle(() => true);
        if (this.kind === "journal") this.keepUpTo((entry) => entry.file === file);
        return;
      }
      case "sync folder": {
        const inIt = ({ change }: (typeof this.pending)[number]) => isIn(operation.name, change);
        if (this.kind === "journal") this.keepUpTo(inIt);
        else this.keep(inIt);
        return;
      }
      default:
        this.change(operation);
    }
  }

  /** As the program sees it. */
  all(): Map<string, Buffer | "folder"> {
    for (const file of this.files.values()) file.settle(() => true);
    return new Map([...this.seen].map(([name, file]) => [name, file === "folder" ? file : file.content]));
  }

  /** What is left after a cut, by names; `random` decides of all that is not safe. */
  cut(random: () => number): Map<string, Buffer | "folder"> {
    if (this.kind === "journal") {
      const count = Math.floor(random() * (this.pending.length + 1));
      for (const entry of this.pending.slice(0, count)) applyName(this.safe, entry);
    } else {
      this.keep(() => random() < 0.5);
    }
    const left = new Map<string, Buffer | "folder">();
    for (const [name, file] of [...this.safe].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const parent = path.dirname(name);
      // What lies in a folder that is not there can't be found.
      if (parent !== "." && left.get(parent) !== "folder") continue;
      if (file === "folder") {
        left.set(name, file);
        continue;
      }
      const luck = random();
      file.settle(() => random() < luck);
      left.set(name, file.content);
    }
    return left;
  }

  private fileOf(inode: number): DiskFile {
    const file = this.files.get(inode);
    if (!file) throw new Error(`No file ${inode} was recorded`);
    return file;
  }

  private change(change: NameChange): void {
    if (change.kind === "create") this.files.set(change.file, new DiskFile(Buffer.alloc(0)));
    const file =
      change.kind === "create"
        ? this.fileOf(change.file)
        : change.kind === "mkdir"
          ? "folder"
          : this.seen.get(change.name);
    const entry = { change, file };
    applyName(this.seen, entry);
    this.pending.push(entry);
  }

  private keepUpTo(concerned: (entry: (typeof this.pending)[number]) => boolean): void {
    const last = this.pending.findLastIndex(concerned);
    for (const entry of this.pending.splice(0, last + 1)) applyName(this.safe, entry);
  }

  /** Keeps the chosen, and what came before under the same names: it must not come back after them. */
  private keep(chosen: (entry: (typeof this.pending)[number]) => boolean): void {
    const names = new Set<string>();
    const kept = new Set<(typeof this.pending)[number]>();
    for (const entry of this.pending.toReversed()) {
      const own = entry.change.kind === "rename" ? [entry.change.name, entry.change.to] : [entry.change.name];
      if (!chosen(entry) && !own.some((name) => names.has(name))) continue;
      kept.add(entry);
      for (const name of own) names.add(name);
    }
    for (const entry of kept.size > 0 ? this.pending : []) {
      if (kept.has(entry)) applyName(this.safe, entry);
    }
    this.pending = this.pending.filter((entry) => !kept.has(entry));
  }
}

function isIn(folder: string, change: NameChange): boolean {
  const parentOf = (name: string) => path.dirname(name).replace(/^\.$/, "");
  return parentOf(change.name) === folder || (change.kind === "rename" && parentOf(change.to) === folder);
}

function applyName(tree: Tree, { change, file }: { change: NameChange; file: DiskFile | "folder" | undefined }): void {
  if (change.kind === "create" || change.kind === "mkdir") {
    if (file) tree.set(change.name, file);
    return;
  }
  tree.delete(change.name);
  if (change.kind !== "rename" || !file) return;
  tree.set(change.to, file);
  if (file !== "folder") return;
  for (const [name, inside] of [...tree]) {
    if (!name.startsWith(`${change.name}${path.sep}`)) continue;
    tree.delete(name);
    tree.set(path.join(change.to, path.relative(change.name, name)), inside);
  }
}

/** What a power cut after the first `count` operations could leave of the folder. */
export function cutPower(
  recording: DiskRecording,
  count: number,
  kind: FileSystemKind,
  random: () => number,
): Map<string, Buffer | "folder"> {
  return played(recording, count, kind).cut(random);
}

/** What all operations leave without a cut: the folder as it is, or the recording has missed something. */
export function replayed(recording: DiskRecording): Map<string, Buffer | "folder"> {
  return played(recording, recording.operations.length, "posix").all();
}

function played(recording: DiskRecording, count: number, kind: FileSystemKind): Disk {
  const disk = new Disk(recording, kind);
  for (const operation of recording.operations.slice(0, count)) disk.play(operation);
  return disk;
}

/** Makes the folder `target` of what was left. */
export function writeTree(target: string, left: Map<string, Buffer | "folder">): void {
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of left) {
    const place = path.join(target, name);
    if (bytes === "folder") fs.mkdirSync(place, { mode: 0o700 });
    else fs.writeFileSync(place, bytes, { mode: 0o600 });
  }
}
