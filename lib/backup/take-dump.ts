import "server-only";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { transaction } from "#db/transaction";
import { listStoredFiles, type StoredFile } from "#lib/archive/stored-files";
import { digestOf, pagesOf, settleFormat } from "#lib/backup/rows";
import { listTables, type Table } from "#lib/backup/tables";

interface Dump {
  tables: { name: string; file: string; rows: number; digest: string }[];
  files: StoredFile[];
  /** The newest migration, in epoch milliseconds. */
  schemaVersion: number;
}

/**
 * Writes all rows into `folder`, a gzipped file of JSON lines a table, as they are at one moment; and names
 * the files that belong to them. It is one reading transaction: on the embedded database, which has one
 * session, everybody else waits for it, so it does nothing but this.
 */
export function takeDump(folder: string, { withSealed }: { withSealed: boolean }): Promise<Dump> {
  return transaction(
    async (tx) => {
      await settleFormat(tx);
      const tables: Dump["tables"] = [];
      for (const table of await listTables(tx)) {
        const file = path.join(folder, `${table.name}.jsonl.gz`);
        await writeTable(tx, table, withSealed, file);
        const { rows, digest } = await digestOf(tx, table, { withSealed });
        tables.push({ name: table.name, file, rows, digest });
      }
      return { tables, files: await listStoredFiles(tx), schemaVersion: await schemaVersion(tx) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function writeTable(tx: Database, table: Table, withSealed: boolean, file: string): Promise<void> {
  const lines = async function* () {
    for await (const page of pagesOf(tx, table, { withSealed })) yield `${page.join("\n")}\n`;
  };
  await pipeline(lines, createGzip(), createWriteStream(file, { mode: 0o600 }));
}

async function schemaVersion(tx: Database): Promise<number> {
  const { rows } = await tx.execute<{ newest: string | number }>(
    sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
  );
  return Number(rows[0]?.newest ?? 0);
}
