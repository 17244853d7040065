import "server-only";
import path from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import type { Handle } from "#db/connect";
import { prepareSearch } from "#db/search";

const migrations = { migrationsFolder: path.join(process.cwd(), "db", "migrations") };

/** Any number, as long as every process of every version takes the same one. */
const MIGRATION_LOCK = 7_335_001;

/** Brings the database to this version's schema. Several processes may start at once: the first migrates, the rest wait. */
export async function migrate(handle: Handle): Promise<void> {
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
