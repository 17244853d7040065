import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "#db/connect";
import { log } from "#lib/log";

/**
 * Makes what searching by similar words needs, where the database allows it: the extension pg_trgm and an
 * index by groups of three letters. A server of somebody else's may refuse; then words are found as they
 * are typed. Not a migration, since an administrator may add the extension later.
 */
export async function prepareSearch(db: Pick<Database, "execute">): Promise<void> {
  try {
    await db.execute(sql`create extension if not exists pg_trgm`);
    await db.execute(
      sql`create index if not exists generations_prompt_trigrams on generations using gin (prompt gin_trgm_ops)`,
    );
  } catch (error) {
    log().info({ err: error }, "The database has no pg_trgm: searches find words as they are typed");
  }
}

/** Whether the database can tell how similar words are. */
export async function canCompareWords(db: Database): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from pg_extension where extname = 'pg_trgm'`);
  return rows.length > 0;
}
