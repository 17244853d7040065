import "server-only";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import type { StoredFile } from "#lib/archive/stored-files";
import { appSecret } from "#lib/auth/app-secret";
import {
  ACCEPTED,
  CONTENTS,
  describeContents,
  describeMembers,
  FILES,
  MANIFEST,
  type Manifest,
  memberOfTable,
  SECRET,
} from "#lib/backup/archive-format";
import { takeDump } from "#lib/backup/take-dump";
import { type AcceptedNote, listAccepted } from "#lib/generations/accepted-notes";
import { log } from "#lib/log";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import type { Storage } from "#lib/storage/storage";

interface BackupOptions {
  /** The server's secret and the tokens sealed with it. Password hashes are always in it. */
  withSecret: boolean;
}

/**
 * Writes a backup of the database and of all files that belong to it to `out`, and ends it. The database is
 * read at one moment; files never change under their key, so they are read after it, while everybody works on.
 * `out` is destroyed where something goes wrong: an archive without its manifest is not whole.
 */
export async function writeArchive(options: BackupOptions, out: Writable): Promise<void> {
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(incomingFolder(), "backup-"));
  const tar = pack();
  const written = pipeline(tar, out);
  // Told by the await below, or overtaken by an error of the packing.
  written.catch(() => undefined);
  try {
    await packAll(tar, folder, options);
    tar.finalize();
    await written;
  } catch (error) {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function packAll(tar: Pack, folder: string, { withSecret }: BackupOptions): Promise<void> {
  const notes = new Map<string, AcceptedNote>();
  // Before the database is read and after: one that reaches it in between is removed here.
  for (const note of await listAccepted(0)) notes.set(note.generationId, note);
  const dump = await takeDump(folder, { withSealed: withSecret });
  for (const note of await listAccepted(0)) notes.set(note.generationId, note);
  const { found, missing, fileBytes } = await findFiles(dump.files);
  const members: Manifest["members"] = {};
  const damaged: string[] = [];
  const add = async (name: string, bytes: Readable | string, sizeBytes: number): Promise<string> => {
    const sha256 = await addMember(tar, name, bytes, sizeBytes);
    members[name] = { sizeBytes, sha256 };
    return sha256;
  };
  const addText = (name: string, text: string) => add(name, text, Buffer.byteLength(text));

  const contents = describeContents({
    createdAt: new Date().toISOString(),
    schemaVersion: dump.schemaVersion,
    withSecret,
    tables: dump.tables.map(({ name, rows, digest }) => ({ name, rows, digest })),
    files: found.length,
    fileBytes,
  });
  await addText(CONTENTS, JSON.stringify(contents));
  for (const [index, { name, file }] of dump.tables.entries()) {
    await add(memberOfTable(index, name), createReadStream(file), (await stat(file)).size);
  }
  for (const note of notes.values()) await addText(`${ACCEPTED}${note.generationId}.json`, JSON.stringify(note));
  if (withSecret) await addText(SECRET, appSecret());
  const storage = archiveStorage();
  for (const { key, sha256, sizeBytes } of found) {
    const bytes = await readIfThere(storage, key);
    if (!bytes) {
      missing.push(key);
      continue;
    }
    const actual = await add(`${FILES}${key}`, bytes, sizeBytes);
    if (sha256 !== null && actual !== sha256) damaged.push(key);
  }
  if (missing.length + damaged.length > 0)
    log().error({ missing, damaged }, "files of the archive are not as they were");
  const manifest = JSON.stringify(describeMembers({ members, missing, damaged }));
  await addMember(tar, MANIFEST, manifest, Buffer.byteLength(manifest));
}

/** The bytes of a file; undefined where it was erased since the database was read, which takes hours in a large library. */
async function readIfThere(storage: Storage, key: string): Promise<Readable | undefined> {
  try {
    return await storage.read(key);
  } catch (error) {
    if ((await storage.size(key)) === null) return undefined;
    throw error;
  }
}

async function findFiles(files: StoredFile[]) {
  const storage = archiveStorage();
  const found: (StoredFile & { sizeBytes: number })[] = [];
  const missing: string[] = [];
  let fileBytes = 0;
  for (const file of files) {
    const sizeBytes = await storage.size(file.key);
    if (sizeBytes === null) missing.push(file.key);
    else found.push({ ...file, sizeBytes });
    fileBytes += sizeBytes ?? 0;
  }
  return { found, missing, fileBytes };
}

/** Adds one member, as fast as it is taken off; returns the SHA-256 of its bytes. */
async function addMember(tar: Pack, name: string, bytes: Readable | string, sizeBytes: number): Promise<string> {
  const hash = createHash("sha256");
  const packed = Promise.withResolvers<void>();
  const member = tar.entry({ name, size: sizeBytes, mode: 0o600 }, (error) => {
    if (error) packed.reject(error);
    else packed.resolve();
  });
  // A reader that goes away is told by the pack, whatever stage this is at.
  packed.promise.catch(() => undefined);
  for await (const chunk of typeof bytes === "string" ? [Buffer.from(bytes)] : bytes) {
    hash.update(chunk);
    if (!member.write(chunk)) await Promise.race([once(member, "drain"), packed.promise]);
  }
  member.end(null);
  await packed.promise;
  return hash.digest("hex");
}
