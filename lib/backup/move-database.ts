import "server-only";
import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { connectEmbedded, connectPostgres, type Handle, movedMarkOf, movingMarkOf } from "#db/connect";
import { migrate } from "#db/migrate";
import { BackupError } from "#lib/backup/backup-error";
import { fillTables } from "#lib/backup/fill-tables";
import { announceMove, arrivalOf, lockMove, type Moved, noteArrival } from "#lib/backup/moves";
import { digestOf, pagesOf, settleFormat } from "#lib/backup/rows";
import { isEmpty, listTables } from "#lib/backup/tables";
import { writeWhole } from "#lib/storage/local-disk";
import { errorCode } from "#lib/storage/storage-fault";

/**
 * Copies the embedded database in `folder` to the empty PostgreSQL at `url`, table by table, and checks
 * that every table is the same there. The embedded one is closed for good then: both would send what is
 * queued, and each generation would be paid for twice. Jobs are put back by the sweep. A move that was
 * interrupted at any point is ended by another call.
 * @param tell a sentence about how far it is
 * @returns the number of rows and tables
 * @throws {BackupError} when the target is not empty or differs, then nothing was moved; or when an interrupted
 * move went elsewhere
 */
export async function moveDatabase(folder: string, url: string, tell: (sentence: string) => void): Promise<Moved> {
  const source = await connectEmbedded(folder, { moving: true });
  const target = connectPostgres(url);
  try {
    const interrupted = await readMark(movingMarkOf(folder));
    const moved = interrupted ? await arrivalOf(target, interrupted) : undefined;
    if (moved) {
      tell("Everything had arrived when the move was interrupted.");
      await closeForGood(folder);
      return moved;
    }
    if (!(await isEmpty(target.db))) throw new BackupError("The database that DATABASE_URL names is not empty.");
    await rm(movingMarkOf(folder), { force: true });
    await migrate(source);
    await migrate(target);
    return await copy(source, target, folder, tell);
  } finally {
    await target.close();
    await source.close();
  }
}

/**
 * Both databases open would pay twice, none open would be no move at all, and no step changes both at once.
 * So the source is marked before the target commits, by a name under which the target has whether it did.
 */
function copy(source: Handle, target: Handle, folder: string, tell: (sentence: string) => void): Promise<Moved> {
  return source.db.transaction(async (from) => {
    await settleFormat(from);
    const everything = { withSealed: true };
    const tables = await Promise.all(
      (await listTables(from)).map(async (table) => ({
        name: table.name,
        pages: () => pagesOf(from, table, everything),
        ...(await digestOf(from, table, everything)),
      })),
    );
    const move = randomUUID();
    await announceMove(target, move);
    const moved = await target.db.transaction(async (to) => {
      await lockMove(to, move);
      const rows = await fillTables(to, tables, (name, count) =>
        tell(`${name}: ${count} rows, the same on both sides.`),
      );
      const arrived = { rows, tables: tables.length };
      await noteArrival(to, move, arrived);
      await writeWhole(movingMarkOf(folder), move);
      return arrived;
    });
    await closeForGood(folder);
    return moved;
  });
}

async function closeForGood(folder: string): Promise<void> {
  await writeWhole(movedMarkOf(folder), `on ${new Date().toISOString()}\n`);
  await rm(movingMarkOf(folder), { force: true });
}

async function readMark(mark: string): Promise<string | undefined> {
  try {
    return await readFile(mark, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
