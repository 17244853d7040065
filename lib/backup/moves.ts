import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client";
import type { Handle } from "#db/connect";
import { BackupError } from "#lib/backup/backup-error";

/** What a move brought: numbers of rows and tables. */
export interface Moved {
  rows: number;
  tables: number;
}

/** Beside the migrations' journal, not among our tables: it says something of this database alone, and is never copied. */
const MOVES = sql.raw("drizzle.moves");

/** Writes down, on its own, that a move to `target` begins. */
export async function announceMove(target: Handle, id: string): Promise<void> {
  await target.db.execute(
    sql`create table if not exists ${MOVES} (id uuid primary key, moved_rows integer, moved_tables integer)`,
  );
  await target.db.execute(sql`insert into ${MOVES} (id) values (${id})`);
}

/** Holds a move, so that nobody asks how far it came before `tx` has ended. */
export async function lockMove(tx: Database, id: string): Promise<void> {
  await tx.execute(sql`select 1 from ${MOVES} where id = ${id} for update`);
}

/** Says in `tx` that all of a move is there, which is true exactly when it is committed. */
export async function noteArrival(tx: Database, id: string, { rows, tables }: Moved): Promise<void> {
  await tx.execute(sql`update ${MOVES} set moved_rows = ${rows}, moved_tables = ${tables} where id = ${id}`);
}

/**
 * What a move brought to `target`; undefined when it brought nothing. Waits for its transaction, which may
 * outlive the process that began it.
 * @throws {BackupError} when the move went elsewhere
 */
export async function arrivalOf(target: Handle, id: string): Promise<Moved | undefined> {
  const { rows: known } = await target.db.execute(sql`select to_regclass('drizzle.moves') as name`);
  const { rows: found } = known[0]?.name
    ? await target.db.execute<{ rows: number | null; tables: number | null }>(
        sql`select moved_rows as rows, moved_tables as tables from ${MOVES} where id = ${id} for update`,
      )
    : { rows: [] };
  const [move] = found;
  if (!move)
    throw new BackupError("The move that was interrupted went to another PostgreSQL: set DATABASE_URL to that.");
  return move.rows === null || move.tables === null ? undefined : { rows: move.rows, tables: move.tables };
}
