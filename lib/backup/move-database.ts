import "server-only";
import { open, rm } from "node:fs/promises";
import path from "node:path";
import { connectEmbedded, connectPostgres, type Handle, movedMarkOf } from "#db/connect";
import { migrate } from "#db/migrate";
import { BackupError } from "#lib/backup/backup-error";
import { fillTables } from "#lib/backup/fill-tables";
import { digestOf, pagesOf, settleFormat } from "#lib/backup/rows";
import { isEmpty, listTables } from "#lib/backup/tables";
import { syncPath } from "#lib/storage/local-disk";

/**
 * Copies the embedded database in `folder` to the empty PostgreSQL at `url`, table by table, and checks
 * that every table is the same there. The embedded one is closed for good then: both would send what is
 * queued, and each generation would be paid for twice. Jobs are put back by the sweep.
 * @param tell a sentence about how far it is
 * @returns the number of rows and tables
 * @throws {BackupError} when the target is not empty or differs; then nothing was moved
 */
export async function moveDatabase(
  folder: string,
  url: string,
  tell: (sentence: string) => void,
): Promise<{ rows: number; tables: number }> {
  const source = await connectEmbedded(folder);
  const target = connectPostgres(url);
  try {
    if (!(await isEmpty(target.db))) throw new BackupError("The database that DATABASE_URL names is not empty.");
    await migrate(source);
    await migrate(target);
    return await copy(source, target, folder, tell);
  } finally {
    await target.close();
    await source.close();
  }
}

function copy(source: Handle, target: Handle, folder: string, tell: (sentence: string) => void) {
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
    const mark = movedMarkOf(folder);
    try {
      const rows = await target.db.transaction(async (to) => {
        const filled = await fillTables(to, tables, (name, count) =>
          tell(`${name}: ${count} rows, the same on both sides.`),
        );
        // Before the commit: a crash in between must leave neither both of them open nor none.
        await writeMark(mark);
        return filled;
      });
      return { rows, tables: tables.length };
    } catch (error) {
      await rm(mark, { force: true });
      throw error;
    }
  });
}

async function writeMark(mark: string): Promise<void> {
  const file = await open(mark, "w", 0o600);
  try {
    await file.writeFile(`on ${new Date().toISOString()}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncPath(path.dirname(mark));
}
