import "server-only";
import type { Database } from "#db/client";
import { BackupError } from "#lib/backup/backup-error";
import { addRows, type Digest, digestOf, resetSequences, settleFormat } from "#lib/backup/rows";
import { listTables, type Table } from "#lib/backup/tables";

/** The rows of one table on their way into another database, and what they were where they came from. */
export interface Incoming extends Digest {
  name: string;
  pages: () => AsyncIterable<string[]>;
}

/**
 * Fills the empty tables of a database and checks that each then has the same rows as where they came from.
 * @param filled after each table: its name and number of rows
 * @returns the number of rows in all
 * @throws {BackupError} when a table is missing or differs
 */
export async function fillTables(
  tx: Database,
  incoming: Incoming[],
  filled: (name: string, rows: number) => void,
): Promise<number> {
  await settleFormat(tx);
  const tables = await listTables(tx);
  const unknown = incoming.find(({ name }) => !tables.some((table) => table.name === name));
  if (unknown) throw new BackupError(`This version has no table ${unknown.name}.`);
  let rows = 0;
  for (const table of tables) {
    const source = incoming.find(({ name }) => name === table.name);
    if (!source) continue;
    for await (const page of source.pages()) await addRows(tx, table, page);
    await compare(tx, table, source);
    await resetSequences(tx, table);
    rows += source.rows;
    filled(table.name, source.rows);
  }
  return rows;
}

async function compare(tx: Database, table: Table, source: Digest): Promise<void> {
  // What came without its sealed tokens is compared as it came: they are empty on both sides.
  const here = await digestOf(tx, table, { withSealed: true });
  if (here.rows !== source.rows || here.digest !== source.digest) {
    throw new BackupError(
      `Table ${table.name} has ${here.rows} rows that differ from the ${source.rows} it should have.`,
    );
  }
}
