import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { isSealed, type Table } from "#lib/backup/tables";

/** Rows that are read and written at once. */
const PAGE = 500;

/** How many rows a table has, and a sum over all of them that does not depend on their order. */
export interface Digest extends Record<string, unknown> {
  rows: number;
  digest: string;
}

interface Selection {
  /** Sealed tokens too; otherwise they are as if they had been erased. */
  withSealed: boolean;
}

/** Makes a row's text the same on every server, for the rest of the transaction. */
export async function settleFormat(tx: Database): Promise<void> {
  await tx.execute(sql`set local timezone = 'UTC'`);
  await tx.execute(sql`set local extra_float_digits = 1`);
  await tx.execute(sql`set local bytea_output = 'hex'`);
}

/** Each row of a table as JSON, which PostgreSQL writes and reads: no value passes through JavaScript's numbers. */
function lines(table: Table, { withSealed }: Selection): SQL {
  const columns = table.columns.map((column) => {
    const name = sql.identifier(column.name);
    if (withSealed || !isSealed(column)) return name;
    return column.nullable ? sql`null::text as ${name}` : sql`''::text as ${name}`;
  });
  return sql`select row_to_json(r)::text as line from (select ${sql.join(columns, sql`, `)} from ${sql.identifier(table.name)}) r`;
}

/** The rows of a table in pages, as JSON texts. In a transaction, after `settleFormat`. */
export async function* pagesOf(tx: Database, table: Table, selection: Selection): AsyncGenerator<string[]> {
  await tx.execute(sql`declare page_of_rows no scroll cursor for ${lines(table, selection)}`);
  for (;;) {
    const { rows } = await tx.execute<{ line: string }>(sql.raw(`fetch ${PAGE} from page_of_rows`));
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < PAGE) break;
  }
  await tx.execute(sql`close page_of_rows`);
}

/** Adds rows that came from `pagesOf`, any number of them. */
export async function addRows(tx: Database, table: Table, page: string[]): Promise<void> {
  const columns = sql.join(
    table.columns.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  const name = sql.identifier(table.name);
  for (let from = 0; from < page.length; from += PAGE) {
    const json = `[${page.slice(from, from + PAGE).join(",")}]`;
    await tx.execute(
      sql`insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, ${json}::json)`,
    );
  }
}

/** Counts and sums up the rows of a table. Call it in a transaction, after `settleFormat`. */
export async function digestOf(tx: Database, table: Table, selection: Selection): Promise<Digest> {
  const { rows } = await tx.execute<Digest>(sql`
    select count(*)::int as rows, md5(coalesce(string_agg(sum, '' order by sum), '')) as digest
    from (select md5(line) collate "C" as sum from (${lines(table, selection)}) lines) sums`);
  return rows[0] ?? { rows: 0, digest: "" };
}

/** Lets the sequences of a table go on after the highest number that is taken. */
export async function resetSequences(tx: Database, table: Table): Promise<void> {
  for (const { name } of table.columns) {
    const { rows } = await tx.execute<{ sequence: string | null }>(
      sql`select pg_get_serial_sequence(${`public.${table.name}`}, ${name}) as sequence`,
    );
    const sequence = rows[0]?.sequence;
    if (!sequence) continue;
    const highest = sql`(select max(${sql.identifier(name)}) from ${sql.identifier(table.name)})`;
    await tx.execute(sql`select setval(${sequence}, coalesce(${highest}, 1), ${highest} is not null)`);
  }
}
