import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { connectEmbedded, connectPostgres, type Database, type Handle } from "#db/connect";
import { EnvironmentError, env, isBuilding } from "#lib/env";

export type { Database } from "#db/connect";

declare global {
  /** One handle a process: Next.js loads routes and instrumentation as separate module instances. */
  var reelkeepDatabase: Promise<Handle> | undefined;
  var reelkeepInTransaction: AsyncLocalStorage<true> | undefined;
}

globalThis.reelkeepInTransaction ??= new AsyncLocalStorage<true>();
/** Set while a transaction of this call chain is open. */
export const insideTransaction = globalThis.reelkeepInTransaction;

/** The open database of this process, opened at the first call. */
export function databaseHandle(): Promise<Handle> {
  if (isBuilding()) {
    throw new Error("The database must not be opened while the app is being built");
  }
  globalThis.reelkeepDatabase ??= open();
  return globalThis.reelkeepDatabase;
}

/** Where a restore works until all of it is there and verified. */
export const restoringFolder = (): string => path.join(env().DATA_DIR, "restoring");

async function open(): Promise<Handle> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (existsSync(restoringFolder())) {
    throw new EnvironmentError(
      `A restore into ${DATA_DIR} has not finished, so what is there is not whole. Empty the folder (and the database that DATABASE_URL names, if it is set), then restore again.`,
    );
  }
  return DATABASE_URL ? connectPostgres(DATABASE_URL) : await connectEmbedded(path.join(DATA_DIR, "database"));
}

/** Puts `handle` in place of the one that settings name; for tests. */
export function useDatabase(handle: Handle): void {
  globalThis.reelkeepDatabase = Promise.resolve(handle);
}

/**
 * The database, outside any transaction.
 * @throws when called inside `transaction`: on the embedded database that would hang for good, since
 * it has one session. Pass `tx` down instead.
 */
export async function database(): Promise<Database> {
  if (insideTransaction.getStore())
    throw new Error("The outer database handle was used inside a transaction: pass tx down");
  return (await databaseHandle()).db;
}

const HEALTHY_WITHIN_MS = 2_000;

/** Whether the database answers a query, within two seconds. */
export async function databaseAnswers(): Promise<boolean> {
  const tooLate = new AbortController();
  const asked = database().then((db) => db.execute(sql`select 1`));
  const answered = asked.then(
    () => true,
    () => false,
  );
  const late = setTimeout(HEALTHY_WITHIN_MS, false, { signal: tooLate.signal }).catch(() => false);
  const healthy = await Promise.race([answered, late]);
  tooLate.abort();
  return healthy;
}

/** Closes the database of this process, if it was opened. */
export async function closeDatabase(): Promise<void> {
  const handle = globalThis.reelkeepDatabase;
  globalThis.reelkeepDatabase = undefined;
  if (handle) await (await handle).close();
}
