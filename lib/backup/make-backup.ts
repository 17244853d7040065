import "server-only";
import { createWriteStream, type WriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { databaseHandle } from "#db/client";
import { migrate } from "#db/migrate";
import { askServer } from "#lib/backup/ask-server";
import { BackupError } from "#lib/backup/backup-error";
import { readArchive } from "#lib/backup/read-archive";
import { writeArchive } from "#lib/backup/write-archive";
import { syncPath } from "#lib/storage/local-disk";

export const SERVER_FAILED =
  "The process that has the database open could not do it: its log says why. If it is no server, wait until it has ended.";

const TELL_EVERY_MS = 2_000;

/**
 * Makes a backup at `file`, which must not exist yet, and reads it again from its beginning to its end.
 * Until then it has another name, so that what is there under `file` is whole. A server that has the
 * embedded database open makes it on our behalf; otherwise this process reads the database itself.
 * @param tell a sentence about how far it is
 * @throws {BackupError}
 */
export async function makeBackup(
  file: string,
  options: { withSecret: boolean },
  tell: (sentence: string) => void = () => undefined,
) {
  const partial = `${file}.partial`;
  await (await reserve(file)).close();
  try {
    const out = createWriteStream(partial, { mode: 0o600 });
    const megabytes = () => `${(out.bytesWritten / 1e6).toFixed(1)} MB are written.`;
    const telling = setInterval(() => tell(megabytes()), TELL_EVERY_MS);
    try {
      await writeTo(out, options);
    } finally {
      clearInterval(telling);
    }
    tell(megabytes());
    await syncPath(partial);
    const verified = await readArchive(partial, {
      progress: (files, { files: all }) => {
        if (files === all || files % 100 === 0) tell(`${files} of ${all} files are read again.`);
      },
    });
    await rename(partial, file);
    await syncPath(path.dirname(file));
    return verified;
  } catch (error) {
    await rm(partial, { force: true });
    await rm(file, { force: true });
    throw error;
  }
}

async function writeTo(out: WriteStream, options: { withSecret: boolean }): Promise<void> {
  const server = await askServer({ want: "backup", ...options });
  if (server) {
    await pipeline(server, out);
    if (out.bytesWritten === 0) throw new BackupError(SERVER_FAILED);
    return;
  }
  await migrate(await databaseHandle());
  await writeArchive(options, out);
}

/** Takes the name, so that no other backup and no file of anybody's is written over. */
async function reserve(file: string) {
  try {
    return await open(file, "wx", 0o600);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST") throw new BackupError(`${file} exists already. Choose another name.`);
    throw new BackupError(`${file} can't be written (${String(code)}).`);
  }
}
