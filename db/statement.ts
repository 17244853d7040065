import "server-only";
import { databaseHandle, insideTransaction } from "#db/client";

/** A statement in plain SQL, `$1` and on, under a name of its own. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * Runs a statement outside any transaction, planned once a connection: for what every request of a busy
 * door runs. The caller vouches for the shape of the rows.
 * @throws when called inside `transaction`, as `database()` does.
 */
export async function runStatement<Row extends object>({ name, text }: Statement, values: unknown[]): Promise<Row[]> {
  if (insideTransaction.getStore()) throw new Error(`${name} was run inside a transaction: pass tx down`);
  const { driver } = await databaseHandle();
  if (driver.kind === "pglite") return (await driver.client.query<Row>(text, values)).rows;
  return (await driver.pool.query<Row>({ name, text, values })).rows;
}
