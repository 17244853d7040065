import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, database, useDatabase } from "#db/client";
import { connectEmbedded, connectPostgres, type Handle, movedMarkOf, movingMarkOf } from "#db/connect";
import { migrate } from "#db/migrate";
import { generations } from "#db/schema/generations";
import { env } from "#lib/env";
import { boss, stopBoss } from "#lib/queue/boss";
import { newAccount } from "#tests/support/accounts";
import { newGeneration } from "#tests/support/new-generation";
import { type Finished, runCommand, startCommand } from "#tests/support/run-command";
import { freshPostgres } from "#tests/support/test-database";

// Most of it are processes that open databases, and a machine that is busy takes its time over them.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = path.join(env().DATA_DIR, "database");
let url: string;
const settings = () => ({ DATABASE_URL: url });

/** What any careless way through text would change. */
const PROMPT = `a "red" fox\\\n\u2028 in snow, 狐狸 🦊, {"x": null}\t'`;

/** A new embedded database in `folder`, open, with an account and a generation that waits to be sent. */
async function fillFolder() {
  rmSync(folder, { recursive: true, force: true });
  const handle = await connectEmbedded(folder);
  await migrate(handle);
  useDatabase(handle);
  await boss();
  const account = await newAccount();
  await newGeneration(account, { state: "queued", prompt: PROMPT });
  return account;
}

async function closeFolder(): Promise<void> {
  await stopBoss(1_000);
  await closeDatabase();
}

const removeMarks = () => {
  for (const mark of [movedMarkOf(folder), movingMarkOf(folder)]) rmSync(mark, { force: true });
};

describe("moving the database", () => {
  const ROWS = 10_000;

  beforeAll(async () => {
    url = await freshPostgres();
    const { userId, preview } = await fillFolder();
    await (await database()).execute(sql`
      insert into generations (id, user_id, connection_id, batch_id, mode, prompt, ratio, image_urls, state, price_credits, expected_videos)
      select gen_random_uuid(), ${userId}, ${preview.id}, gen_random_uuid(), 'fun', 'prompt ' || n, '1:1', '[]', 'cancelled', 0, 1
      from generate_series(1, ${ROWS}) n`);
  });
  afterEach(removeMarks);

  it("waits until the server has stopped", async () => {
    const refused = await runCommand("db-move", settings());
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.output).toContain("Stop the server first");
    await closeFolder();
  });

  it("moves 10,000 rows within seconds, the same on both sides, and closes the old one", async () => {
    const startedAt = Date.now();
    const moved = await runCommand("db-move", settings());
    const seconds = (Date.now() - startedAt) / 1_000;
    expect(moved.output).toContain(`generations: ${ROWS + 1} rows, the same on both sides`);
    expect(moved.output).toMatch(/Verified: \d+ rows in \d+ tables are the same/);
    expect(moved.code).toBe(0);
    expect(seconds).toBeLessThan(30);

    await expect(connectEmbedded(folder)).rejects.toThrow(/was moved to PostgreSQL/);
    const target = connectPostgres(url);
    const { rows } = await target.db.execute(sql`select prompt from generations where state = 'queued'`);
    await target.close();
    expect(rows).toEqual([{ prompt: PROMPT }]);
  });

  it("does not mix two databases", async () => {
    const refused = await runCommand("db-move", settings());
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.output).toContain("is not empty");
    expect(existsSync(movedMarkOf(folder))).toBe(false);
  });
});

describe("a move that was killed while the target commits", () => {
  const LOCK = 7_335_999;
  let target: Handle;
  let commit: PromiseWithResolvers<void>;
  let held: Promise<void>;

  beforeAll(async () => {
    await fillFolder();
    await closeFolder();
  });

  /** Kills a move whose last statement was sent, and that waits for a lock of ours before it takes effect. */
  beforeEach(async () => {
    url = await freshPostgres();
    target = connectPostgres(url);
    await migrate(target);
    await target.db.execute(sql`
      create function wait_for_test() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock(7335999); return null; end'`);
    await target.db.execute(sql`
      create constraint trigger wait_for_test after insert on users deferrable initially deferred
      for each row execute function wait_for_test()`);
    commit = Promise.withResolvers();
    const locked = Promise.withResolvers<void>();
    held = target.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
      locked.resolve();
      await commit.promise;
    });
    await locked.promise;
    const { child, finished } = startCommand("db-move", settings());
    await vi.waitFor(async () => expect(await committing()).toHaveLength(1), { timeout: 30_000, interval: 50 });
    child.kill("SIGKILL");
    await finished;
    await expect(connectEmbedded(folder)).rejects.toThrow(/move was interrupted/);
  });
  afterEach(async () => {
    commit.resolve();
    await held;
    await target.close();
    removeMarks();
  });

  /** The server's processes that hold an unfinished move; they outlive the one that was killed. */
  const committing = async () => {
    const { rows } = await target.db.execute<{ pid: number }>(sql`
      select pid from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`);
    return rows.map(({ pid }) => pid);
  };

  const expectMoved = async ({ code, output }: Finished, sentence: string) => {
    expect(output).toContain(sentence);
    expect(output).toMatch(/Verified: \d+ rows in \d+ tables are the same/);
    expect(code).toBe(0);
    expect(await target.db.$count(generations)).toBe(1);
    await expect(connectEmbedded(folder)).rejects.toThrow(/was moved to PostgreSQL/);
    expect(existsSync(movingMarkOf(folder))).toBe(false);
  };

  it("is ended by another with the same target, which moves all again where nothing had arrived", async () => {
    const elsewhere = await runCommand("db-move", { DATABASE_URL: await freshPostgres() });
    expect(elsewhere).toMatchObject({ code: 1 });
    expect(elsewhere.output).toContain("went to another PostgreSQL");
    await expect(connectEmbedded(folder)).rejects.toThrow(/move was interrupted/);

    const again = runCommand("db-move", settings());
    for (const pid of await committing()) await target.db.execute(sql`select pg_terminate_backend(${pid})`);
    commit.resolve();
    await expectMoved(await again, "generations: 1 rows, the same on both sides");
  });

  it("is ended by another, which waits for what is under way and copies nothing twice", async () => {
    const again = runCommand("db-move", settings());
    await setTimeout(1_000);
    commit.resolve();
    await expectMoved(await again, "Everything had arrived when the move was interrupted.");
  });
});
