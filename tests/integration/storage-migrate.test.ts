import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { closeDatabase, database, useDatabase } from "#db/client";
import { connectPostgres } from "#db/connect";
import { lockFolder } from "#db/folder-lock";
import { migrate } from "#db/migrate";
import { generations, videos } from "#db/schema/generations";
import { openJournal } from "#lib/archive/migrate-journal";
import { migrateStorage } from "#lib/archive/migrate-storage";
import { listStoredFiles, type StoredFile } from "#lib/archive/stored-files";
import { parseEnvironment } from "#lib/env";
import { answerOperator } from "#lib/jobs/answer-operator";
import { boss, stopBoss } from "#lib/queue/boss";
import { localDisk } from "#lib/storage/local-disk";
import { s3Storage } from "#lib/storage/s3";
import { s3Settings } from "#lib/storage/s3-settings";
import type { Storage } from "#lib/storage/storage";
import { newAccount } from "#tests/support/accounts";
import { sha256 } from "#tests/support/file-server";
import { type S3Server, startS3Server } from "#tests/support/s3-server";
import { describeOnBothDatabases } from "#tests/support/test-database";

let server: S3Server;
let folder: string;
let disk: Storage;
let bucket: Storage;
let prefix = 0;

beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.end());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rk-migrate-"));
  disk = localDisk(path.join(folder, "videos"));
  prefix += 1;
  const settings = s3Settings(parseEnvironment({ ...server.settings, S3_PREFIX: `run-${prefix}` }));
  if (!settings) throw new Error("no bucket");
  bucket = s3Storage(settings);
});

/** Puts bytes into a storage and says what the database would. */
async function stored(storage: Storage, key: string, bytes = randomBytes(2_000)): Promise<StoredFile> {
  const file = path.join(folder, `in-${randomBytes(4).toString("hex")}`);
  await writeFile(file, bytes);
  await storage.put(key, file);
  return { key, sha256: key.endsWith(".webp") ? null : sha256(bytes) };
}

const journalFile = () => path.join(folder, "journal.txt");
async function migrateTo(to: Storage, listFiles: () => Promise<StoredFile[]>) {
  const from = to === bucket ? disk : bucket;
  const journal = await openJournal(journalFile());
  return migrateStorage({ from, to, listFiles, journal, scratchFolder: path.join(folder, "scratch") });
}

it.each(["S3", "the local disk"])(
  "copies everything to %s, leaves the old, and has nothing to do the second time",
  async (name) => {
    const [from, to] = name === "S3" ? [disk, bucket] : [bucket, disk];
    const files: StoredFile[] = [];
    for (let number = 0; number < 12; number += 1) {
      files.push(await stored(from, `ab/v${number}.mp4`), await stored(from, `ab/v${number}.webp`));
    }
    expect(await migrateTo(to, async () => files)).toEqual({ verified: 24, copied: 24, faults: [] });
    for (const { key } of files) expect(await to.size(key)).toBe(await from.size(key));
    expect(await migrateTo(to, async () => files)).toEqual({ verified: 24, copied: 0, faults: [] });
  },
);

it("misses nothing that is archived while it copies, and minds nothing that is erased", async () => {
  const first = await stored(disk, "ab/first.mp4");
  const erased = { key: "ab/erased.mp4", sha256: "0".repeat(64) };
  const later = await stored(disk, "ab/later.mp4");
  const lists = [
    [first, erased],
    [first, later],
    [first, later],
  ];
  let asked = 0;
  const outcome = await migrateTo(bucket, async () => lists[Math.min(asked++, 2)] ?? []);
  expect(outcome).toEqual({ verified: 2, copied: 2, faults: [] });
  expect(await bucket.size("ab/later.mp4")).toBe(2_000);
});

it("tells what is damaged, missing or different, and copies the rest", async () => {
  const good = await stored(disk, "ab/good.mp4");
  const damaged = { ...(await stored(disk, "ab/damaged.mp4")), sha256: "1".repeat(64) };
  const missing = { key: "ab/missing.mp4", sha256: "2".repeat(64) };
  const different = { ...(await stored(bucket, "ab/different.mp4")), sha256: "3".repeat(64) };
  const outcome = await migrateTo(bucket, async () => [damaged, missing, different, good]);
  expect(outcome).toMatchObject({ verified: 1, copied: 1 });
  expect(outcome.faults).toEqual([
    { key: "ab/damaged.mp4", fault: "damaged" },
    { key: "ab/missing.mp4", fault: "missing" },
    { key: "ab/different.mp4", fault: "differs" },
  ]);
  expect(await bucket.size("ab/damaged.mp4")).toBeNull();
});

it("puts the right bytes in the place of wrong ones", async () => {
  const bytes = randomBytes(3_000);
  await stored(bucket, "ab/half.mp4", bytes.subarray(0, 1_500));
  const file = await stored(disk, "ab/half.mp4", bytes);
  expect(await migrateTo(bucket, async () => [file])).toMatchObject({ verified: 1, copied: 1 });
  expect(await bucket.size("ab/half.mp4")).toBe(3_000);
});

it("goes on where it was stopped", async () => {
  const files = await Promise.all([1, 2, 3].map((number) => stored(disk, `ab/part${number}.mp4`)));
  await migrateTo(bucket, async () => files.slice(0, 2));
  await server.stop();
  await expect(migrateTo(bucket, async () => files)).rejects.toMatchObject({ code: "STORAGE_UNREACHABLE" });
  await server.start();
  expect(await migrateTo(bucket, async () => files)).toEqual({ verified: 3, copied: 1, faults: [] });
});

/** An account's generation with these videos, each archived unless it says otherwise. */
async function archivedVideos(...facts: Partial<typeof videos.$inferInsert>[]): Promise<void> {
  const { userId, preview } = await newAccount();
  const db = await database();
  const generationId = uuidv7();
  await db.insert(generations).values({
    id: generationId,
    userId,
    connectionId: preview.id,
    batchId: generationId,
    mode: "fun",
    prompt: "a calm sea",
    ratio: "3:2",
    imageUrls: [],
    state: "succeeded",
    priceCredits: 0,
    expectedVideos: facts.length,
  });
  await db.insert(videos).values(
    facts.map((given, index) => ({
      id: uuidv7(),
      generationId,
      userId,
      number: index + 1,
      sourceUrl: "http://127.0.0.1/x.mp4",
      deadlineAt: new Date(),
      archiveState: "ready" as const,
      storageKey: `ab/${index + 1}.mp4`,
      sha256: "a".repeat(64),
      ...given,
    })),
  );
}

describeOnBothDatabases("what the storage must have", () => {
  it("is every video and poster that is archived and not given up", async () => {
    await archivedVideos(
      { posterKey: "ab/1.webp" },
      { deletedAt: new Date() },
      { erasedAt: new Date() },
      { archiveState: "pending", storageKey: null },
    );
    const keys = (await listStoredFiles(await database())).map(({ key }) => key);
    expect(keys).toEqual(["ab/1.mp4", "ab/1.webp", "ab/2.mp4"]);
  });
});

it("is one command, beside a running app, that ends with a verified count, and with a fault where there is one", async () => {
  const dataDir = path.join(folder, "data");
  const command = (databaseUrl: string) =>
    new Promise<{ code: number | null; said: string }>((resolve) => {
      const child = spawn(
        process.execPath,
        ["--conditions=react-server", "--no-warnings", "lib/cli/storage-migrate.ts", "--to", "s3"],
        { env: { ...process.env, ...server.settings, DATABASE_URL: databaseUrl, DATA_DIR: dataDir } },
      );
      let said = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk) => {
          said += chunk;
        });
      }
      child.once("exit", (code) => resolve({ code, said }));
    });
  const handle = connectPostgres(inject("postgresUrl"));
  await migrate(handle);
  useDatabase(handle);
  await boss();
  try {
    const { key, sha256: hash } = await stored(localDisk(path.join(dataDir, "videos")), "cd/kept.mp4");
    await archivedVideos({ storageKey: key, sha256: hash });
    const done = await command(inject("postgresUrl"));
    expect(done.said).toContain("Verified: 1 of 1 files, 1 of them copied now.");
    expect(done.said).toContain("set STORAGE=s3");
    expect(done.code).toBe(0);
    await archivedVideos({ storageKey: "cd/nowhere.mp4" });
    // As beside a server that has the embedded database: it is asked at the database's lock.
    const lockedFolder = path.join(dataDir, "database");
    await mkdir(lockedFolder, { recursive: true });
    const lock = await lockFolder(lockedFolder);
    answerOperator();
    const faulty = await command("").finally(() => lock.release());
    expect(faulty.said).toContain("cd/nowhere.mp4 is in neither storage");
    expect(faulty.said).toContain("Verified: 1 of 2 files");
    expect(faulty.code).toBe(1);
  } finally {
    await stopBoss(1_000);
    await closeDatabase();
  }
}, 90_000);
