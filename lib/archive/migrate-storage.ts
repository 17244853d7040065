import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { MigrateJournal } from "#lib/archive/migrate-journal";
import type { StoredFile } from "#lib/archive/stored-files";
import { sha256Of } from "#lib/storage/sha256";
import type { Storage } from "#lib/storage/storage";

const AT_ONCE = 4;

/** Why a file is not in the new storage as it should be. */
type MigrateFault = "missing" | "damaged" | "differs";

interface Migration {
  from: Storage;
  to: Storage;
  /** What the database says now; asked again until nothing is left, since the app may be running. */
  listFiles(): Promise<StoredFile[]>;
  journal: MigrateJournal;
  /** Files on their way are written here. */
  scratchFolder: string;
  onProgress?(progress: { done: number; total: number }): void;
}

export interface MigrateOutcome {
  /** Files that are in the new storage with the right hash, this time's and earlier ones'. */
  verified: number;
  /** Those of them that this run copied. */
  copied: number;
  faults: { key: string; fault: MigrateFault }[];
}

/**
 * Copies every stored file from one storage to the other, and verifies each by its SHA-256. The old files
 * stay. What is archived meanwhile is copied too: it ends when a fresh list holds nothing new. A file that
 * is there already is not copied but verified; one that an earlier run has verified is left alone.
 * @throws {AppError} STORAGE_FULL or STORAGE_UNREACHABLE: the next run goes on from there
 */
export async function migrateStorage(migration: Migration): Promise<MigrateOutcome> {
  const { listFiles, journal, scratchFolder, onProgress } = migration;
  await mkdir(scratchFolder, { recursive: true, mode: 0o700 });
  const faults = new Map<string, MigrateFault>();
  let copied = 0;
  for (;;) {
    const files = await listFiles();
    const left = files.filter((file) => !isVerified(journal, file) && !faults.has(file.key));
    if (left.length === 0) return outcome(files, copied, faults);
    let done = files.length - left.length;
    const next = left[Symbol.iterator]();
    const work = async () => {
      for (const file of next) {
        const result = await bring(file, migration);
        if (result === "copied") copied += 1;
        else if (result !== "there") faults.set(file.key, result);
        done += 1;
        onProgress?.({ done, total: files.length });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
}

function isVerified(journal: MigrateJournal, { key, sha256 }: StoredFile): boolean {
  const found = journal.verified(key);
  return found !== undefined && (sha256 === null || found === sha256);
}

/** A file that was erased while we copied is no fault: the last list does not have it any more. */
function outcome(files: StoredFile[], copied: number, faults: Map<string, MigrateFault>): MigrateOutcome {
  const real = files.flatMap(({ key }) => {
    const fault = faults.get(key);
    return fault ? [{ key, fault }] : [];
  });
  return { verified: files.length - real.length, copied, faults: real };
}

async function bring(file: StoredFile, migration: Migration): Promise<"copied" | "there" | MigrateFault> {
  const { from, to, journal, scratchFolder } = migration;
  const { key } = file;
  const before = (await to.size(key)) === null ? undefined : await sha256Of(await to.read(key));
  if (before !== undefined && before === file.sha256) {
    await journal.note(key, before);
    return "there";
  }
  // Archived by an app that uses the new storage already, or wrong there and not to be had anew.
  if ((await from.size(key)) === null)
    return before === undefined ? "missing" : await keepUnknown(file, before, journal);
  const scratch = path.join(scratchFolder, `migrate-${randomUUID()}`);
  try {
    await pipeline(await from.read(key), createWriteStream(scratch, { mode: 0o600 }));
    const sha256 = await sha256Of(createReadStream(scratch));
    if (file.sha256 !== null && sha256 !== file.sha256) return "damaged";
    if (before !== sha256) await to.put(key, scratch);
    await journal.note(key, sha256);
    return before === sha256 ? "there" : "copied";
  } finally {
    await rm(scratch, { force: true });
  }
}

/** A file without a noted hash that only the new storage has is as right as it can be known to be. */
async function keepUnknown({ key, sha256 }: StoredFile, found: string, journal: MigrateJournal) {
  if (sha256 !== null) return "differs" as const;
  await journal.note(key, found);
  return "there" as const;
}
