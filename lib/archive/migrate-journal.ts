import "server-only";
import { appendFile, mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { errorCode } from "#lib/storage/storage-fault";

/** What a migration has verified so far, by key; a line of a file each, so that one that was stopped goes on. */
export interface MigrateJournal {
  /** The SHA-256 with which a file was found in the new storage, if it was. */
  verified(key: string): string | undefined;
  note(key: string, sha256: string): Promise<void>;
}

const LINE = /^([0-9a-f]{64}) (\S+)$/;

/** Opens the journal at `file`; `afresh` forgets what is in it. */
export async function openJournal(file: string, { afresh = false } = {}): Promise<MigrateJournal> {
  if (afresh) await rm(file, { force: true });
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const known = new Map<string, string>();
  for (const line of (await textOf(file)).split("\n")) {
    const [, sha256, key] = LINE.exec(line) ?? [];
    if (sha256 && key) known.set(key, sha256);
  }
  return {
    verified: (key) => known.get(key),
    note: async (key, sha256) => {
      known.set(key, sha256);
      await appendFile(file, `${sha256} ${key}\n`, { mode: 0o600 });
    },
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  }
}
