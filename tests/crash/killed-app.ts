import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { connectEmbedded, connectPostgres, type Database } from "#db/connect";

/** Where the app under test keeps its rows: its own folder, or a PostgreSQL. */
export interface Place {
  dataDir: string;
  /** Absent: the embedded database in `dataDir`. */
  databaseUrl?: string;
}

/**
 * Runs `look` on the database of an app that is not running. Of the embedded one it gets a copy: the
 * original stays as the crash left it.
 */
export async function lookInto<T>({ dataDir, databaseUrl }: Place, look: (db: Database) => Promise<T>): Promise<T> {
  if (databaseUrl) return withHandle(connectPostgres(databaseUrl, 1), look);
  const copy = mkdtempSync(path.join(tmpdir(), "rk-look-"));
  try {
    cpSync(path.join(dataDir, "database"), path.join(copy, "database"), { recursive: true });
    return await withHandle(await connectEmbedded(path.join(copy, "database")), look);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function withHandle<T>(
  handle: { db: Database; close(): Promise<void> },
  look: (db: Database) => Promise<T>,
): Promise<T> {
  try {
    return await look(handle.db);
  } finally {
    await handle.close();
  }
}

/**
 * As if the next start came an hour after the crash: on PostgreSQL, where others might have lived on, the
 * leases of the dead process have to run out.
 */
export async function anHourPasses(place: Place): Promise<void> {
  if (!place.databaseUrl) return;
  await lookInto(place, async (db) => {
    const hour = sql.raw("interval '1 hour'");
    for (const table of ["generations", "videos", "engine_tasks"]) {
      await db.execute(sql`update ${sql.raw(table)} set lease_expires_at = lease_expires_at - ${hour}`);
    }
    await db.execute(sql`update engine_idempotency set expires_at = expires_at - ${hour} where task_id is null`);
    for (const table of ["generations", "videos"]) {
      await db.execute(sql`update ${sql.raw(table)} set next_attempt_at = next_attempt_at - ${hour}`);
    }
  });
  const notes = path.join(place.dataDir, "accepted");
  const then = new Date(Date.now() - 3_600_000);
  for (const name of existsSync(notes) ? readdirSync(notes) : []) utimesSync(path.join(notes, name), then, then);
}
