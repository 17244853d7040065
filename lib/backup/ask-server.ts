import "server-only";
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import path from "node:path";
import { z } from "zod";
import { askOwner } from "#db/folder-lock";
import { BackupError } from "#lib/backup/backup-error";
import { env } from "#lib/env";

/** What the command line may ask of a server that has the embedded database. */
export const operatorRequest = z.discriminatedUnion("want", [
  z.object({ want: z.literal("backup"), withSecret: z.boolean() }),
  z.object({ want: z.literal("ledger check") }),
  z.object({ want: z.literal("stored files") }),
]);

/**
 * Asks the server that has the embedded database open, if there is one.
 * @returns its answer; null where this process can open the database itself: it is PostgreSQL, or no server runs
 * @throws {BackupError} when there is no database at all
 */
export async function askServer(request: z.input<typeof operatorRequest>): Promise<Socket | null> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (DATABASE_URL) return null;
  const folder = path.join(DATA_DIR, "database");
  if (!existsSync(folder)) throw new BackupError(`There is no database in ${DATA_DIR}. Set DATA_DIR or DATABASE_URL.`);
  return askOwner(folder, JSON.stringify(request));
}
