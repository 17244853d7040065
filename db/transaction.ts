import "server-only";
import type { PgTransactionConfig } from "drizzle-orm/pg-core";
import { type Database, database, insideTransaction } from "#db/client";

/**
 * Runs `work` in one transaction and returns its result; rolls back when it throws. Never call a
 * provider inside: the embedded database has one session, and everybody would wait.
 */
export async function transaction<T>(work: (tx: Database) => Promise<T>, config?: PgTransactionConfig): Promise<T> {
  const db = await database();
  return insideTransaction.run(true, () => db.transaction(work, config));
}
