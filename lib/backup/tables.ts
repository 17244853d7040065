import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client";

/** A table of ours as the database has it. */
export interface Table {
  name: string;
  /** Columns that hold something, in their order; computed ones are left to the database. */
  columns: Column[];
}

interface Column {
  name: string;
  nullable: boolean;
}

/** Counters of the last minute: nothing that anybody would miss. */
const TRANSIENT = ["rate_limits"];

/**
 * All tables that are worth keeping, each after those that it refers to, read from the database itself,
 * so that a table that is added is never forgotten. Jobs are left out: they are only wake-up calls, and the
 * sweep puts them back.
 */
export async function listTables(db: Database): Promise<Table[]> {
  const { rows: tables } = await db.execute<{ name: string; columns: Column[] }>(sql`
    select c.relname as name,
      json_agg(json_build_object('name', a.attname, 'nullable', not a.attnotnull) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`);
  const { rows: references } = await db.execute<{ name: string; target: string }>(sql`
    select distinct c.relname as name, f.relname as target
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.oid <> f.oid`);
  const kept = tables.filter(({ name }) => !TRANSIENT.includes(name));
  const targetsOf = new Map<string, string[]>();
  for (const { name, target } of references) targetsOf.set(name, [...(targetsOf.get(name) ?? []), target]);
  return inOrderOfReference(kept, targetsOf);
}

function inOrderOfReference(tables: Table[], targetsOf: Map<string, string[]>): Table[] {
  const ordered: Table[] = [];
  let left = tables;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const ready = left.filter(({ name }) => !(targetsOf.get(name) ?? []).some((target) => waiting.has(target)));
    if (ready.length === 0) throw new Error(`Tables refer to each other in a ring: ${[...waiting].join(", ")}`);
    ordered.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return ordered;
}

/** A column of this ending holds a token sealed with the server's secret. */
export const isSealed = (column: { name: string }) => column.name.endsWith("_sealed");

/** Whether no table has a row. */
export async function isEmpty(db: Database): Promise<boolean> {
  for (const { name } of await listTables(db)) {
    const { rows } = await db.execute(sql`select 1 from ${sql.identifier(name)} limit 1`);
    if (rows.length > 0) return false;
  }
  return true;
}
