import "server-only";
import { type Database, database, insideTransaction } from "#db/client";

/**
 * Runs `work` in one transaction and returns its result; rolls back when it throws. Never call a
 * provider inside: the embedded database has one session, and everybody would wait.
 */
export async function transaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
  const db = await database();
  return insideTransaction.run(true, () => db.transaction(work));
}
