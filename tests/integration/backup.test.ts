import { createHash } from "node:crypto";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PGlite } from "@electric-sql/pglite";
import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabase, database, databaseHandle, restoringFolder, useDatabase } from "#db/client";
import { connectEmbedded, connectPostgres, EMBEDDED_EXTENSIONS, type Handle, handleOn } from "#db/connect";
import { migrate } from "#db/migrate";
import { generations, videos } from "#db/schema/generations";
import { connections, connectionVersions } from "#db/schema/users";
import { BackupError } from "#lib/backup/backup-error";
import { fillTables } from "#lib/backup/fill-tables";
import { makeBackup } from "#lib/backup/make-backup";
import { migrateTo } from "#lib/backup/migrate-to";
import { readArchive } from "#lib/backup/read-archive";
import { digestOf, pagesOf } from "#lib/backup/rows";
import { listTables } from "#lib/backup/tables";
import { writeArchive } from "#lib/backup/write-archive";
import { saveToken } from "#lib/connections/save-token";
import { env } from "#lib/env";
import { noteAccepted } from "#lib/generations/accepted-notes";
import { dispatchGeneration } from "#lib/generations/dispatch-generation";
import { resolveDoubt } from "#lib/generations/resolve-doubt";
import { submitGenerations } from "#lib/generations/submit-generations";
import { sweep } from "#lib/generations/sweep";
import { workConnection } from "#lib/generations/work-connection";
import { answerOperator } from "#lib/jobs/answer-operator";
import { checkLedger } from "#lib/ledger/check-ledger";
import { boss, stopBoss } from "#lib/queue/boss";
import { archiveStorage } from "#lib/storage/archive-storage";
import { newAccount } from "#tests/support/accounts";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { runCommand } from "#tests/support/run-command";
import { submissionFor } from "#tests/support/submission";
import { freshPostgres } from "#tests/support/test-database";

// Most of it are processes that make and open databases, and a machine that is busy takes its time over them.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});

/** What any careless way through text would change. */
const PROMPT = `a "red" fox\\\n\u2028 in snow, 狐狸 🦊, {"x": null}\t'`;
const VIDEO = Buffer.from("the bytes of a video that was paid for".repeat(5_000));

const base = mkdtempSync(path.join(tmpdir(), "rk-backup-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let names = 0;
const freshName = () => path.join(base, `n${++names}`);

let simulator: ProviderSimulator;
beforeAll(async () => {
  simulator = await startProviderSimulator();
  provider.baseUrl = simulator.baseUrl;
});
afterAll(() => simulator.stop());

async function open(handle: Handle): Promise<void> {
  await migrate(handle);
  useDatabase(handle);
  await boss();
}

async function close(): Promise<void> {
  await stopBoss(1_000);
  await closeDatabase();
}

/** A library with a generation in every state that a restored copy could pay for again, and one that is kept. */
async function fillLibrary() {
  simulator.nextSubmissions.length = 0;
  const { userId } = await newAccount();
  const { id: connectionId } = await saveToken(userId, "test-token-1234");
  const submit = async () => {
    const [view] = await submitGenerations(userId, submissionFor(connectionId, [uuidv7()], PROMPT));
    return view?.id ?? "";
  };
  const db = await database();
  const waiting = await submit();
  const kept = await submit();
  const sending = await submit();
  await db
    .update(connections)
    .set({ notBefore: new Date(Date.now() + 3_600_000) })
    .where(eq(connections.userId, userId));
  const queued = await submit();
  await db
    .update(generations)
    .set({ state: "submitting", providerTaskId: null, leaseExpiresAt: new Date(Date.now() + 60_000) })
    .where(eq(generations.id, sending));
  const storageKey = `${kept}/1.mp4`;
  const source = freshName();
  writeFileSync(source, VIDEO);
  await archiveStorage().put(storageKey, source);
  const sha256 = createHash("sha256").update(VIDEO).digest("hex");
  const video = { id: uuidv7(), generationId: kept, userId, number: 1, storageKey, sha256, sizeBytes: VIDEO.length };
  const facts = { sourceUrl: "https://a.example/1.mp4", archiveState: "ready" as const, durationSeconds: 5.9000001 };
  await db.insert(videos).values({ ...video, ...facts, deadlineAt: new Date() });
  return { userId, connectionId, waiting, kept, sending, queued, storageKey };
}

const SOURCES = ["the embedded database of a running server", "an embedded database", "PostgreSQL"] as const;

describe.each(SOURCES)("a backup of %s", (source) => {
  const archive = freshName();
  const withSecret = freshName();
  let url: string | undefined;
  let library: Awaited<ReturnType<typeof fillLibrary>>;
  let made: Awaited<ReturnType<typeof runCommand>>;
  const here = () => ({ DATA_DIR: env().DATA_DIR, DATABASE_URL: url });
  const openSource = async () =>
    open(url ? connectPostgres(url) : await connectEmbedded(path.join(env().DATA_DIR, "database")));

  beforeAll(async () => {
    url = source === "PostgreSQL" ? await freshPostgres() : undefined;
    await openSource();
    if (source === SOURCES[0]) answerOperator();
    library = await fillLibrary();
    // The database has not heard of it yet.
    await noteAccepted(library.sending, "task_noted");
    if (source === SOURCES[1]) await close();
    made = await runCommand("backup", here(), [archive]);
  });
  afterAll(async () => {
    globalThis.reelkeepLockAnswer = undefined;
    await close();
    for (const name of ["database", "accepted"]) {
      rmSync(path.join(env().DATA_DIR, name), { recursive: true, force: true });
    }
  });

  it("is one archive, read again and verified, that nobody else can read", async () => {
    expect(made.output).toMatch(/[\d.]+ MB are written\.\n1 of 1 files are read again\./);
    expect(made.output).toMatch(/Verified: (\d+) of \1 members read again/);
    expect(made.code).toBe(0);
    expect(statSync(archive).mode & 0o077).toBe(0);
    expect(existsSync(`${archive}.partial`)).toBe(false);
    expect(readFileSync(archive).includes("test-token-1234")).toBe(false);
    expect(readdirSync(env().DATA_DIR).filter((name) => name.startsWith("backup-"))).toEqual([]);
  });

  it("is restored: the same rows and bytes, nothing to be paid for again, no tokens", async () => {
    const target = { DATA_DIR: freshName(), DATABASE_URL: source === SOURCES[1] ? await freshPostgres() : undefined };
    const restored = await runCommand("restore", target, [archive]);
    expect(restored.output).toMatch(/Verified: \d+ rows in \d+ tables and 1 files are as they were/);
    expect(restored.output).toContain("2 generations were waiting to be sent");
    expect(restored.code).toBe(0);
    expect(existsSync(path.join(target.DATA_DIR, "restoring"))).toBe(false);
    const bytes = await readFile(path.join(target.DATA_DIR, "videos", library.storageKey));
    expect(bytes.equals(VIDEO)).toBe(true);
    expect(readdirSync(path.join(target.DATA_DIR, "accepted"))).toEqual([`${library.sending}.json`]);

    await close();
    const { DATABASE_URL, DATA_DIR } = target;
    await open(DATABASE_URL ? connectPostgres(DATABASE_URL) : await connectEmbedded(path.join(DATA_DIR, "database")));
    try {
      const db = await database();
      const rows = await db.select().from(generations).where(eq(generations.userId, library.userId));
      const of = (id: string) => rows.find((row) => row.id === id);
      expect(rows).toHaveLength(4);
      for (const row of rows) expect(row.prompt).toBe(PROMPT);
      expect(of(library.queued)).toMatchObject({ state: "unknown", errorCode: "RESTORED" });
      expect(of(library.sending)).toMatchObject({ state: "unknown", errorCode: "RESTORED" });
      expect(of(library.waiting)).toMatchObject({ state: "waiting", errorCode: null });
      const [video] = await db.select().from(videos).where(eq(videos.generationId, library.kept));
      expect(video?.durationSeconds).toBe(5.9);

      const orders = simulator.orders.length;
      await sweep();
      await dispatchGeneration(library.queued);
      await saveToken(library.userId, "another-token-5678");
      await workConnection(library.connectionId, AbortSignal.timeout(1_500));
      expect(simulator.orders).toHaveLength(orders);
      expect((await checkLedger(db)).wrongGenerations).toEqual([]);
      await expect(resolveDoubt(library.userId, library.queued, true)).rejects.toMatchObject({ code: "CONFLICT" });
      const view = await resolveDoubt(library.userId, library.queued, false);
      expect(view).toMatchObject({ state: "cancelled", consumedCredits: 0 });
      expect((await checkLedger(db)).wrongGenerations).toEqual([]);

      const versions = await db
        .select({ kind: connections.kind, token: connectionVersions.tokenSealed })
        .from(connectionVersions)
        .innerJoin(connections, eq(connections.id, connectionVersions.connectionId))
        .where(and(eq(connections.userId, library.userId)));
      // The preview got a fresh key; the provider's token is the one that was entered just now.
      const usable = (kind: string) => versions.filter((version) => version.kind === kind && version.token !== null);
      expect(usable("preview")).toHaveLength(1);
      expect(usable("grokimagine")).toHaveLength(1);
    } finally {
      await close();
      if (source !== SOURCES[1]) await openSource();
    }
  });

  it.runIf(source === SOURCES[0])("has the secret and the tokens only when it is asked to", async () => {
    const backup = await runCommand("backup", here(), [withSecret, "--with-secret"]);
    expect(backup).toMatchObject({ code: 0 });
    const target = { DATA_DIR: freshName(), DATABASE_URL: undefined };
    expect(await runCommand("restore", target, [withSecret])).toMatchObject({ code: 0 });
    const secretOf = (folder: string) => readFileSync(path.join(folder, "secret"), "utf8");
    expect(secretOf(target.DATA_DIR)).toBe(secretOf(env().DATA_DIR));
    const handle = await connectEmbedded(path.join(target.DATA_DIR, "database"));
    const { rows } = await handle.db.execute(
      sql`select 1 from connection_versions where token_sealed is not null and retired_at is null`,
    );
    await handle.close();
    expect(rows.length).toBeGreaterThanOrEqual(2);
  });

  it.skipIf(source === SOURCES[1])("has a ledger that is checked beside the server", async () => {
    const good = await runCommand("ledger-check", here());
    expect(good.output).toMatch(/The ledger balances: 4 generations of 1 accounts: 160 held, 0 in doubt, 0 settled/);
    expect(good.code).toBe(0);
  });
});

describe("a restore refuses", () => {
  const archive = freshName();
  let storageKey: string;
  beforeAll(async () => {
    await open(await connectEmbedded(path.join(env().DATA_DIR, "database")));
    ({ storageKey } = await fillLibrary());
    await close();
    await makeBackup(archive, { withSecret: false });
    await close();
  });

  const damaged = (change: (bytes: Buffer) => Buffer) => {
    const file = freshName();
    writeFileSync(file, change(readFileSync(archive)));
    return file;
  };
  const flipped = (bytes: Buffer) => {
    const place = bytes.lastIndexOf("a video that was paid for");
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    return bytes;
  };

  it("an archive in which one bit of a video is another, and leaves nothing behind", async () => {
    const DATA_DIR = freshName();
    const refused = await runCommand("restore", { DATA_DIR, DATABASE_URL: undefined }, [damaged(flipped)]);
    expect(refused.output).toMatch(/is not as it was written/);
    expect(refused.code).toBe(1);
    expect(readdirSync(DATA_DIR)).toEqual([]);
  });

  it.each([
    ["is cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 60_000), /cut short/],
    ["ends before its manifest", (bytes: Buffer) => bytes.subarray(0, 512), /cut short|not a backup/],
    ["is no backup", () => Buffer.from("nonsense".repeat(1_000)), /cut short|not a backup/],
  ])("an archive that %s", async (_, change, sentence) => {
    await expect(readArchive(damaged(change))).rejects.toThrow(sentence);
    await expect(readArchive(damaged(change))).rejects.toThrow(BackupError);
  });

  it("to be made where a file is already", async () => {
    await expect(makeBackup(archive, { withSecret: false })).rejects.toThrow(/exists already/);
    expect((await readArchive(archive)).contents.files).toBe(1);
  });

  it("a data folder or a database that is not empty", async () => {
    const DATA_DIR = freshName();
    mkdirSync(DATA_DIR);
    writeFileSync(path.join(DATA_DIR, "mine"), "");
    const filled = await runCommand("restore", { DATA_DIR, DATABASE_URL: undefined }, [archive]);
    expect(filled).toMatchObject({ code: 1 });
    expect(filled.output).toContain("is not empty (mine)");
    expect(readdirSync(DATA_DIR)).toEqual(["mine"]);

    const url = await freshPostgres();
    const handle = connectPostgres(url);
    await migrate(handle);
    await handle.db.execute(sql`insert into settings (key, value) values ('somebody', 'true')`);
    await handle.close();
    const refused = await runCommand("restore", { DATA_DIR: freshName(), DATABASE_URL: url }, [archive]);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.output).toContain("The database that DATABASE_URL names is not empty");
  });

  it("of two restores into one folder, one", async () => {
    const target = { DATA_DIR: freshName(), DATABASE_URL: undefined };
    const both = await Promise.all([1, 2].map(() => runCommand("restore", target, [archive])));
    const [done, refused] = both.sort((a, b) => (a.code ?? 9) - (b.code ?? 9));
    expect(done?.output).toMatch(/Verified: \d+ rows in \d+ tables and 1 files are as they were/);
    expect([done?.code, refused?.code]).toEqual([0, 1]);
    expect(refused?.output).toMatch(/Another restore into .* is under way|is not empty/);
    expect(existsSync(path.join(target.DATA_DIR, "restoring"))).toBe(false);
    expect(readdirSync(path.join(target.DATA_DIR, "videos"), { recursive: true })).toContain(storageKey);
  });

  it("to let a server start on what is not whole yet", async () => {
    mkdirSync(restoringFolder());
    try {
      await expect(databaseHandle()).rejects.toThrow(/has not finished/);
    } finally {
      rmSync(restoringFolder(), { recursive: true });
      globalThis.reelkeepDatabase = undefined;
    }
  });

  it("a backup of a version that it does not know, and reads older ones", async () => {
    const handle = handleOn(await PGlite.create({ extensions: EMBEDDED_EXTENSIONS }));
    await expect(migrateTo(handle, 1)).rejects.toThrow(BackupError);
    const journal = JSON.parse(readFileSync(path.join("db", "migrations", "meta", "_journal.json"), "utf8"));
    await migrateTo(handle, journal.entries[3].when);
    const before = (await listTables(handle.db)).length;
    await migrate(handle);
    expect((await listTables(handle.db)).length).toBeGreaterThan(before);
    await handle.close();
  });
});

describe("filling tables", () => {
  const memory = async () => {
    const handle = handleOn(await PGlite.create());
    await handle.db.execute(sql`create table counted (id serial primary key, n double precision)`);
    return handle;
  };

  it("goes on counting after the highest number, and notices a row that differs", async () => {
    const [from, to] = [await memory(), await memory()];
    await from.db.execute(sql`insert into counted (n) select random() from generate_series(1, 7)`);
    await from.db.transaction(async (source) => {
      const [table] = await listTables(source);
      if (!table) throw new Error("no table");
      const digest = await digestOf(source, table, { withSealed: true });
      const incoming = { name: "counted", ...digest, pages: () => pagesOf(source, table, { withSealed: true }) };
      const wrong = { ...incoming, digest: "0".repeat(32) };
      await expect(to.db.transaction((tx) => fillTables(tx, [wrong], () => {}))).rejects.toThrow(BackupError);
      expect(await to.db.transaction((tx) => fillTables(tx, [incoming], () => {}))).toBe(7);
    });
    const { rows } = await to.db.execute(sql`insert into counted (n) values (1) returning id`);
    expect(rows).toEqual([{ id: 8 }]);
    await Promise.all([from.close(), to.close()]);
  });
});

it("tells a video that is missing, and one whose bytes are not those that were archived", async () => {
  rmSync(path.join(env().DATA_DIR, "database"), { recursive: true, force: true });
  await open(await connectEmbedded(path.join(env().DATA_DIR, "database")));
  const [damaged, missing] = [await fillLibrary(), await fillLibrary()];
  await close();
  const stored = (key: string) => path.join(env().DATA_DIR, "videos", key);
  writeFileSync(stored(damaged.storageKey), "something else");
  rmSync(stored(missing.storageKey));
  const told = await runCommand("backup", { DATABASE_URL: undefined }, [freshName()]);
  expect(told.output).toContain(`not as it was archived: ${damaged.storageKey}`);
  expect(told.output).toContain(`missing from the storage: ${missing.storageKey}`);
  expect(told.code).toBe(2);
});

it("is whole although a video is erased while it is written, and names that one", async () => {
  rmSync(path.join(env().DATA_DIR, "database"), { recursive: true, force: true });
  await open(await connectEmbedded(path.join(env().DATA_DIR, "database")));
  const { storageKey } = await fillLibrary();
  const [file, erasing] = [freshName(), new PassThrough()];
  // Its first bytes come once the database was read.
  erasing.once("data", () => rmSync(path.join(env().DATA_DIR, "videos", storageKey)));
  await Promise.all([pipeline(erasing, createWriteStream(file)), writeArchive({ withSecret: false }, erasing)]);
  await close();
  expect((await readArchive(file)).manifest).toMatchObject({ missing: [storageKey], damaged: [] });
});
