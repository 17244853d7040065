import { z } from "zod";

/**
 * A backup is one tar file. In this order:
 *
 * - `contents.json`: what is in it, by which progress is told.
 * - `database/<nnn>-<table>.jsonl.gz`: one line of JSON a row, as PostgreSQL writes rows.
 * - `accepted/<id>.json`: task ids that had not reached the database yet.
 * - `secret`: the server's secret, only where it was asked for.
 * - `files/<key>`: videos, posters and start images, by their keys in the storage.
 * - `manifest.json`: size and SHA-256 of every other member. An archive without it is not whole.
 */
const FORMAT = 1;

export const CONTENTS = "contents.json";
export const MANIFEST = "manifest.json";
export const SECRET = "secret";
const DATABASE = "database/";
export const FILES = "files/";
export const ACCEPTED = "accepted/";

const count = z.int().min(0);

export const contentsSchema = z.object({
  format: z.literal(FORMAT),
  createdAt: z.iso.datetime(),
  /** The newest migration of the database that was read: when it was written, in epoch milliseconds. */
  schemaVersion: z.int(),
  withSecret: z.boolean(),
  tables: z.array(z.object({ name: z.string(), rows: count, digest: z.string() })),
  files: count,
  fileBytes: count,
});
export type Contents = z.infer<typeof contentsSchema>;

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  members: z.record(z.string(), z.object({ sizeBytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  /** Keys of files that the database names and the storage does not have. */
  missing: z.array(z.string()),
  /** Keys of files whose bytes are not those that were archived. */
  damaged: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const describeContents = (facts: Omit<Contents, "format">): Contents => ({ format: FORMAT, ...facts });
export const describeMembers = (facts: Omit<Manifest, "format">): Manifest => ({ format: FORMAT, ...facts });

/** The name of a table's member; `index` is its place, from 0. */
export function memberOfTable(index: number, table: string): string {
  return `${DATABASE}${String(index + 1).padStart(3, "0")}-${table}.jsonl.gz`;
}
