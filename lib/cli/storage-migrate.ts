// Copies all stored files from the local disk to S3 or back: `npm run storage:migrate -- --to s3|local [--again]`.
// On PostgreSQL it may run beside the app. With the embedded database, which one process has at a time, the server
// must be stopped.
import { createHash } from "node:crypto";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase, database, databaseHandle } from "#db/client";
import { FolderLockedError } from "#db/folder-lock";
import { migrate } from "#db/migrate";
import { openJournal } from "#lib/archive/migrate-journal";
import { type MigrateOutcome, migrateStorage } from "#lib/archive/migrate-storage";
import { listStoredFiles } from "#lib/archive/stored-files";
import { AppError } from "#lib/domain/app-error";
import { EnvironmentError, env } from "#lib/env";
import { incomingFolder, storageOf } from "#lib/storage/archive-storage";
import { s3Settings } from "#lib/storage/s3-settings";

const TELL_EVERY_MS = 2_000;
const FAULTS = {
  missing: "is in neither storage",
  damaged: "is not as it was archived, in the old storage",
  differs: "is not as it was archived, in the new storage, and the old one does not have it",
};

function leave(sentence: string): never {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

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

async function run(to: "local" | "s3", again: boolean): Promise<MigrateOutcome> {
  if (!s3Settings()) leave("Set S3_BUCKET and the other S3 settings first: they are needed in both directions.");
  await migrate(await databaseHandle());
  const db = await database();
  return migrateStorage({
    from: storageOf(to === "s3" ? "local" : "s3"),
    to: storageOf(to),
    listFiles: () => listStoredFiles(db),
    journal: await openJournal(journalOf(to), { afresh: again }),
    scratchFolder: incomingFolder(),
    onProgress: progressTeller(),
  });
}

function tell(to: "local" | "s3", { verified, copied, faults }: MigrateOutcome): void {
  for (const { key, fault } of faults) console.error(`${key} ${FAULTS[fault]}`);
  console.log(`\nVerified: ${verified} of ${verified + faults.length} files, ${copied} of them copied now.`);
  if (faults.length > 0) leave(`${faults.length} files are not as they should be: nothing was removed or switched.`);
  console.log(
    env().STORAGE === to
      ? "The app uses this storage already.\n"
      : `To switch: stop the app, run this once more for what was archived meanwhile (it is quick), set STORAGE=${to}, and start the app. The old files stay until you remove them.\n`,
  );
}

const { values } = parseArgs({ options: { to: { type: "string" }, again: { type: "boolean", default: false } } });
const { to, again } = values;
if (to !== "s3" && to !== "local") leave("Say where to: npm run storage:migrate -- --to s3 (or --to local)");
try {
  const outcome = await run(to, again);
  await closeDatabase();
  tell(to, outcome);
} catch (error) {
  if (error instanceof FolderLockedError) leave("Stop the server first: it has the embedded database open.");
  if (error instanceof EnvironmentError) leave(error.message);
  if (error instanceof AppError) leave(`It stopped: ${error.message}. Run it again: it goes on where it was.`);
  throw error;
}
