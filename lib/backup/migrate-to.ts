import "server-only";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { Handle } from "#db/connect";
import { MIGRATIONS_FOLDER, migrate } from "#db/migrate";
import { BackupError } from "#lib/backup/backup-error";

const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ when: z.number() })) });

/**
 * Brings an empty database to the schema that a backup was made from, so that a backup of an older version
 * can be read; `migrate` then brings it to this version's.
 * @param schemaVersion the backup's newest migration
 * @throws {BackupError} when the backup is of a newer version than this
 */
export async function migrateTo(handle: Handle, schemaVersion: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "rk-migrations-"));
  try {
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
    const file = path.join(folder, "meta", "_journal.json");
    const journal = journalSchema.parse(JSON.parse(await readFile(file, "utf8")));
    if (!journal.entries.some(({ when }) => when === schemaVersion)) {
      throw new BackupError(
        "The backup was made by another version of Reelkeep than this. Restore it with that one or a newer.",
      );
    }
    const entries = journal.entries.filter(({ when }) => when <= schemaVersion);
    await writeFile(file, JSON.stringify({ ...journal, entries }));
    await migrate(handle, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
