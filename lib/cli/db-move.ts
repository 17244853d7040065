// Moves the embedded database to PostgreSQL: `DATABASE_URL=postgres://... npm run db:move`, the server stopped.
import { existsSync } from "node:fs";
import path from "node:path";
import { BackupError } from "#lib/backup/backup-error";
import { moveDatabase } from "#lib/backup/move-database";
import { runCommand } from "#lib/backup/run-command";
import { env } from "#lib/env";

await runCommand(async () => {
  const { DATABASE_URL, DATA_DIR } = env();
  if (!DATABASE_URL) throw new BackupError("Say where to: DATABASE_URL=postgres://user@host/reelkeep npm run db:move");
  const folder = path.join(DATA_DIR, "database");
  if (!existsSync(folder)) throw new BackupError(`There is no embedded database in ${DATA_DIR}. Set DATA_DIR.`);
  console.log(`Moving ${folder} to PostgreSQL …`);
  const { rows, tables } = await moveDatabase(folder, DATABASE_URL, (sentence) => console.log(sentence));
  console.log(`Verified: ${rows} rows in ${tables} tables are the same on both sides.`);
  console.log(`Start the server with DATABASE_URL set to this PostgreSQL from now on, and DATA_DIR as it is:`);
  console.log(`videos and the secret stay there. ${folder} is closed, and can be removed when you are content.`);
  return 0;
});
