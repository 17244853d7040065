import { randomBytes } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { closeDatabase, useDatabase } from "#db/client";
import { connectPostgres, EMBEDDED_EXTENSIONS, handleOn } from "#db/connect";
import { migrate } from "#db/migrate";
import { boss, stopBoss } from "#lib/queue/boss";

const KINDS = ["PGlite", "PostgreSQL"] as const;

/** URL of a new, empty database in the PostgreSQL of this run. */
export async function freshPostgres(): Promise<string> {
  const url = new URL(inject("postgresUrl"));
  const name = `t_${randomBytes(8).toString("hex")}`;
  const admin = new Client({ connectionString: url.toString() });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  url.pathname = `/${name}`;
  return url.toString();
}

/**
 * Runs `suite` twice: on an embedded database in memory and on a real PostgreSQL. Each has a fresh,
 * migrated database behind `database()` and a job queue without workers.
 */
export function describeOnBothDatabases(name: string, suite: (kind: (typeof KINDS)[number]) => void): void {
  describe.each(KINDS)(`${name} on %s`, (kind) => {
    beforeAll(async () => {
      const handle =
        kind === "PGlite"
          ? handleOn(await PGlite.create({ extensions: EMBEDDED_EXTENSIONS }))
          : connectPostgres(await freshPostgres());
      await migrate(handle);
      useDatabase(handle);
      await boss();
    });
    afterAll(async () => {
      await stopBoss(1_000);
      await closeDatabase();
    });
    suite(kind);
  });
}
