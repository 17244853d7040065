import "server-only";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { Pool } from "pg";
import { DurableFileSystem, durableStartParameters } from "#db/durable-file-system";
import { lockFolder } from "#db/folder-lock";
import * as schema from "#db/schema/all";
import { EnvironmentError } from "#lib/env";

/** What both drivers answer to a raw query. */
interface Rows<Row> {
  rows: Row[];
}
interface RowsResult extends PgQueryResultHKT {
  type: Rows<this["row"]>;
}

/** A drizzle handle: the database itself or a transaction in it. */
export type Database = PgDatabase<RowsResult, typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** An open database, and what it runs on. */
export interface Handle {
  db: Database;
  driver: { kind: "pglite"; client: PGlite } | { kind: "postgres"; pool: Pool };
  close(): Promise<void>;
}

/** A server that hangs must not hang every request with it. */
const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 60_000;

/** The PostgreSQL major version inside the pinned PGlite. */
const EMBEDDED_MAJOR = "18";

/** What the embedded database can load; one that has an extension in use must always be opened with it. */
export const EMBEDDED_EXTENSIONS = { pg_trgm };

/** A folder of one major version does not open in the next: say so before PGlite fails obscurely. */
function refuseOtherMajor(folder: string): void {
  const versionFile = path.join(folder, "PG_VERSION");
  if (!existsSync(versionFile)) return;
  const major = readFileSync(versionFile, "utf8").trim();
  if (major !== EMBEDDED_MAJOR) {
    throw new EnvironmentError(
      `The embedded database in ${folder} was made by PostgreSQL ${major}; this version has ${EMBEDDED_MAJOR}. Start the version of Reelkeep that made it.`,
    );
  }
}

/** Beside a folder whose database was moved elsewhere: which must not go on here as well, and pay for what is queued twice. */
export const movedMarkOf = (folder: string): string => `${folder}.moved`;

/** Beside a folder whose database is on its way elsewhere: names the move, whose target knows how far it came. */
export const movingMarkOf = (folder: string): string => `${folder}.moving`;

function refuseMoving(folder: string): void {
  const mark = movingMarkOf(folder);
  if (!existsSync(mark)) return;
  throw new EnvironmentError(
    `The embedded database in ${folder} was on its way to PostgreSQL when the move was interrupted. Run \`npm run db:move\` again, with the same DATABASE_URL: it finds out how far it came, and ends it. Only if that PostgreSQL is gone for good, remove ${mark}.`,
  );
}

function refuseMoved(folder: string): void {
  const mark = movedMarkOf(folder);
  if (!existsSync(mark)) return;
  throw new EnvironmentError(
    `The embedded database in ${folder} was moved to PostgreSQL (${readFileSync(mark, "utf8").trim()}). Set DATABASE_URL. To go on with this old one in its place, remove ${mark}.`,
  );
}

/**
 * Opens the embedded database in `folder`, locked against other processes and durable against power loss.
 * @param moving also one whose move was interrupted, to end it
 */
export async function connectEmbedded(folder: string, { moving = false } = {}): Promise<Handle> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseOtherMajor(folder);
  refuseMoved(folder);
  if (!moving) refuseMoving(folder);
  const lock = await lockFolder(folder);
  try {
    // The lock above is ours. PostgreSQL's own is worth nothing here, and left empty by a power cut during a start,
    // which is when it is written, it would keep the database from ever opening again.
    rmSync(path.join(folder, "postmaster.pid"), { force: true });
    const client = await PGlite.create({
      fs: new DurableFileSystem(folder),
      startParams: durableStartParameters(),
      relaxedDurability: false,
      extensions: EMBEDDED_EXTENSIONS,
    });
    return {
      ...handleOn(client),
      close: async () => {
        await client.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A handle on a PGlite that is already open (tests keep one in memory). */
export function handleOn(client: PGlite): Handle {
  return { db: drizzlePglite(client, { schema }), driver: { kind: "pglite", client }, close: () => client.close() };
}

/** Opens PostgreSQL by its URL, with a pool of `connections`. */
export function connectPostgres(url: string, connections = 10): Handle {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  // An idle client that loses its server must not end the process; the next query opens another.
  pool.on("error", () => {});
  return { db: drizzlePostgres(pool, { schema }), driver: { kind: "postgres", pool }, close: () => pool.end() };
}
