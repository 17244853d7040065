// Copies all stored files from the local disk to S3 or back: `npm run storage:migrate -- --to s3|local [--again]`.
// Works while the server runs.
import { createHash } from "node:crypto";
import path from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { database, databaseHandle } from "#db/client";
import { migrate } from "#db/migrate";
import { openJournal } from "#lib/archive/migrate-journal";
import { type MigrateOutcome, migrateStorage } from "#lib/archive/migrate-storage";
import { listStoredFiles, type StoredFile } from "#lib/archive/stored-files";
import { askServer } from "#lib/backup/ask-server";
import { BackupError } from "#lib/backup/backup-error";
import { SERVER_FAILED } from "#lib/backup/make-backup";
import { runCommand } from "#lib/backup/run-command";
import { AppError } from "#lib/domain/app-error";
import { env } from "#lib/env";
import { incomingFolder, storageOf } from "#lib/storage/archive-storage";
import { s3Settings } from "#lib/storage/s3-settings";

const TELL_EVERY_MS = 2_000;
const FAULTS = {
  missing: "is in neither storage",
  damaged: "is not as it was archived, in the old storage",
  differs: "is not as it was archived, in the new storage, and the old one does not have it",
};

/** One journal a destination: another bucket begins anew. */
function journalOf(to: "local" | "s3"): string {
  const bucket = s3Settings();
  const where = to === "s3" && bucket ? `${bucket.endpoint} ${bucket.bucket} ${bucket.prefix}` : "";
  const name = createHash("sha256").update(`${to} ${where}`).digest("hex").slice(0, 12);
  return path.join(env().DATA_DIR, `storage-migrate-${to}-${name}.txt`);
}

/** Says how far it is, at most every two seconds. */
function progressTeller(): (progress: { done: number; total: number }) => void {
  let toldAt = Date.now();
  return ({ done, total }) => {
    if (done < total && Date.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = Date.now();
    console.log(`${done} of ${total} files`);
  };
}

/** What must be in the storage, from the server where that has the database to itself. */
async function listFiles(): Promise<StoredFile[]> {
  const server = await askServer({ want: "stored files" });
  const answer = server ? await text(server) : undefined;
  if (answer === "") throw new BackupError(SERVER_FAILED);
  if (answer) return JSON.parse(answer);
  await migrate(await databaseHandle());
  return listStoredFiles(await database());
}

async function copyAll(to: "local" | "s3", again: boolean): Promise<MigrateOutcome> {
  if (!s3Settings())
    throw new BackupError("Set S3_BUCKET and the other S3 settings: they are needed in both directions.");
  try {
    return await migrateStorage({
      from: storageOf(to === "s3" ? "local" : "s3"),
      to: storageOf(to),
      listFiles,
      journal: await openJournal(journalOf(to), { afresh: again }),
      scratchFolder: incomingFolder(),
      onProgress: progressTeller(),
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new BackupError(`It stopped: ${error.message}. Run it again: it goes on where it was.`);
  }
}

await runCommand(async () => {
  const { values } = parseArgs({ options: { to: { type: "string" }, again: { type: "boolean", default: false } } });
  const { to, again } = values;
  if (to !== "s3" && to !== "local") {
    throw new BackupError("Say where to: npm run storage:migrate -- --to s3 (or --to local)");
  }
  const { verified, copied, faults } = await copyAll(to, again);
  for (const { key, fault } of faults) console.error(`${key} ${FAULTS[fault]}`);
  console.log(`\nVerified: ${verified} of ${verified + faults.length} files, ${copied} of them copied now.`);
  if (faults.length > 0) {
    console.error(`\n${faults.length} files are not as they should be: nothing was removed or switched.\n`);
    return 1;
  }
  console.log(
    env().STORAGE === to
      ? "The app uses this storage already.\n"
      : `To switch: stop the app, run this once more for what was archived meanwhile (it is quick), set STORAGE=${to}, and start the app. The old files stay until you remove them.\n`,
  );
  return 0;
});
