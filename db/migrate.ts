import "server-only";
import path from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import type { Handle } from "#db/connect";
import { prepareSearch } from "#db/search";

/** All migrations of this version, with their journal. */
export const MIGRATIONS_FOLDER = path.join(process.cwd(), "db", "migrations");

/** Any number, as long as every process of every version takes the same one. */
const MIGRATION_LOCK = 7_335_001;

/**
 * Brings the database to this version's schema. Several processes may start at once: the first migrates, the rest wait.
 * @param migrationsFolder others than this version's, for a database as an older version had it
 */
export async function migrate(handle: Handle, migrationsFolder = MIGRATIONS_FOLDER): Promise<void> {
  const migrations = { migrationsFolder };
  if (handle.driver.kind === "pglite") {
    const db = drizzlePglite(handle.driver.client);
    await migratePglite(db, migrations);
    await prepareSearch(db);
    return;
  }
  const client = await handle.driver.pool.connect();
  try {
    const db = drizzle(client);
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    try {
      await migratePostgres(db, migrations);
      await prepareSearch(db);
    } finally {
      await db.execute(sql`select pg_advisory_unlock(${MIGRATION_LOCK})`);
    }
  } finally {
    client.release();
  }
}
