import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { closeDatabase, restoringFolder, useDatabase } from "#db/client";
import { connectEmbedded, connectPostgres, type Handle } from "#db/connect";
import { migrate } from "#db/migrate";
import { transaction } from "#db/transaction";
import { renewPreviewKeys } from "#lib/accounts/renew-preview-keys";
import { type Contents, FILES, memberOfTable, SECRET } from "#lib/backup/archive-format";
import { BackupError } from "#lib/backup/backup-error";
import { fillTables } from "#lib/backup/fill-tables";
import { holdBackUnsent } from "#lib/backup/hold-back-unsent";
import { migrateTo } from "#lib/backup/migrate-to";
import { readArchive } from "#lib/backup/read-archive";
import { isEmpty } from "#lib/backup/tables";
import { env } from "#lib/env";
import { acceptedNote, noteAccepted } from "#lib/generations/accepted-notes";
import { archiveStorage } from "#lib/storage/archive-storage";
import { syncPath } from "#lib/storage/local-disk";
import { sha256Of } from "#lib/storage/sha256";
import { errorCode } from "#lib/storage/storage-fault";

interface Restored {
  contents: Contents;
  rows: number;
  files: number;
  /** Generations that may have been sent since the backup was made, and wait for their owners' decision. */
  heldBack: number;
  /** Keys of files that the backup could not have. */
  missing: string[];
  damaged: string[];
}

/**
 * Restores a backup into an empty data folder, and into the empty database that the settings name. Files
 * go into the storage while the archive is read; the rows, only once every byte was found to be as it was
 * written. Until all is there, the folder `restoring` keeps a server from starting on it.
 * @param tell a sentence about how far it is
 * @throws {BackupError} when anything is not empty, or the archive not whole; what was brought in is removed again,
 * unless a PostgreSQL has taken the rows already
 */
export async function restoreArchive(archive: string, tell: (sentence: string) => void): Promise<Restored> {
  const { DATA_DIR, DATABASE_URL } = env();
  await refuseFilledFolder(DATA_DIR);
  const folder = restoringFolder();
  await takeFolder(DATA_DIR, folder);
  const brought: string[] = [];
  let committed = false;
  try {
    if (DATABASE_URL) await refuseFilledDatabase(DATABASE_URL);
    const read = await readArchive(archive, {
      take: (name, bytes) => takeMember(folder, brought, name, bytes),
      progress: (files, { files: all }) => {
        if (files === all || files % 100 === 0) tell(`${files} of ${all} files are in the storage.`);
      },
    });
    tell(`The archive is whole: ${read.members} members, every SHA-256 as it was written.`);
    await keepSecret(folder, read.contents);
    const handle = DATABASE_URL ? connectPostgres(DATABASE_URL) : await connectEmbedded(path.join(folder, "database"));
    useDatabase(handle);
    const { rows, heldBack } = await fillDatabase(handle, folder, read.contents, tell);
    committed = true;
    await finishDatabase(handle, folder);
    await closeDatabase();
    if (!DATABASE_URL) await rename(path.join(folder, "database"), path.join(DATA_DIR, "database"));
    await syncPath(DATA_DIR);
    await rm(folder, { recursive: true });
    await syncPath(DATA_DIR);
    const { missing, damaged } = read.manifest;
    return { contents: read.contents, rows, files: read.contents.files, heldBack, missing, damaged };
  } catch (error) {
    await closeDatabase().catch(() => undefined);
    // A PostgreSQL that has the rows needs their files: `restoring` says that it is not whole.
    if (committed && DATABASE_URL) throw error;
    for (const key of brought) await archiveStorage().remove(key);
    for (const name of await readdir(DATA_DIR)) await rm(path.join(DATA_DIR, name), { recursive: true, force: true });
    throw error;
  }
}

async function refuseFilledFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length > 0) {
    throw new BackupError(
      `The data folder ${folder} is not empty (${names.slice(0, 3).join(", ")}). A backup is restored into an empty one: set DATA_DIR.`,
    );
  }
}

/** Makes the folder `restoring`; of two restores into one data folder, one makes it. */
async function takeFolder(dataDir: string, folder: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    throw new BackupError(`Another restore into ${dataDir} is under way.`);
  }
}

async function refuseFilledDatabase(url: string): Promise<void> {
  const handle = connectPostgres(url);
  try {
    if (!(await isEmpty(handle.db))) throw new BackupError("The database that DATABASE_URL names is not empty.");
  } finally {
    await handle.close();
  }
}

/** Rows wait in `folder` until the archive was found whole; files go where they belong, under their keys. */
async function takeMember(
  folder: string,
  brought: string[],
  name: string,
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  const spool = path.join(folder, name.startsWith(FILES) ? "file" : path.basename(name));
  await pipeline(bytes, createWriteStream(spool, { mode: 0o600 }));
  if (!name.startsWith(FILES)) return;
  const key = name.slice(FILES.length);
  const storage = archiveStorage();
  if ((await storage.size(key)) === null) {
    brought.push(key);
    await storage.put(key, spool);
    return;
  }
  // A bucket that was not lost has it already. Anything else under this key is not ours to replace.
  const [here, wanted] = [await sha256Of(await storage.read(key)), await sha256Of(createReadStream(spool))];
  if (here !== wanted) throw new BackupError(`The storage has another file under the key ${key}.`);
  await rm(spool);
}

/** The secret that tokens are sealed with has to be there before any is. */
async function keepSecret(folder: string, { withSecret }: Contents): Promise<void> {
  if (!withSecret || env().APP_SECRET) return;
  const file = await open(path.join(env().DATA_DIR, "secret"), "wx", 0o600);
  try {
    await file.writeFile(`${await readFile(path.join(folder, SECRET), "utf8")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Brings the rows in, in one transaction, and holds back what must not be paid for again. */
async function fillDatabase(
  handle: Handle,
  folder: string,
  contents: Contents,
  tell: (sentence: string) => void,
): Promise<{ rows: number; heldBack: number }> {
  await migrateTo(handle, contents.schemaVersion);
  const incoming = contents.tables.map((table, index) => ({
    ...table,
    pages: () => pagesOfFile(path.join(folder, path.basename(memberOfTable(index, table.name)))),
  }));
  return transaction(async (tx) => {
    const rows = await fillTables(tx, incoming, (name, count) => tell(`${name}: ${count} rows, as they were.`));
    return { rows, heldBack: await holdBackUnsent(tx) };
  });
}

/** Brings a filled database to this version, its previews to life, and back what it had not heard of yet. */
async function finishDatabase(handle: Handle, folder: string): Promise<void> {
  await migrate(handle);
  await transaction(renewPreviewKeys);
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".json")) continue;
    const note = acceptedNote.parse(JSON.parse(await readFile(path.join(folder, name), "utf8")));
    await noteAccepted(note.generationId, note.taskId);
  }
}

async function* pagesOfFile(file: string): AsyncGenerator<string[]> {
  const text = createGunzip().setEncoding("utf8");
  const fed = pipeline(createReadStream(file), text);
  fed.catch(() => undefined);
  let rest = "";
  for await (const chunk of text) {
    // Not by readline, which also ends lines at characters that prompts may have.
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield lines;
  }
  await fed;
}
