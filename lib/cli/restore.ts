// Restores a backup into an empty data folder (and PostgreSQL): `DATA_DIR=... npm run restore -- <file>`.
import path from "node:path";
import { BackupError } from "#lib/backup/backup-error";
import { restoreArchive } from "#lib/backup/restore-archive";
import { runCommand } from "#lib/backup/run-command";
import { env } from "#lib/env";

await runCommand(async () => {
  const [file] = process.argv.slice(2);
  if (!file) throw new BackupError("Say which: npm run restore -- reelkeep-2026-01-31-120000.tar");
  const { DATA_DIR, DATABASE_URL } = env();
  console.log(`Restoring ${path.resolve(file)} into ${DATABASE_URL ? "PostgreSQL and " : ""}${DATA_DIR} …`);
  const restored = await restoreArchive(path.resolve(file), (sentence) => console.log(sentence));
  const { contents, rows, files, heldBack } = restored;
  console.log(`Verified: ${rows} rows in ${contents.tables.length} tables and ${files} files are as they were.`);
  if (heldBack > 0) {
    console.log(
      `${heldBack} generations were waiting to be sent when the backup was made. The original may have sent them since, so none is sent by itself: their owners find them under "In doubt".`,
    );
  }
  if (!contents.withSecret)
    console.log("The tokens are not in this backup: everybody enters theirs again in Settings.");
  for (const key of [...restored.missing, ...restored.damaged]) console.log(`Not whole in this backup: ${key}`);
  return 0;
});
