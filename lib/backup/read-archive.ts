import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";
import type { z } from "zod";
import {
  CONTENTS,
  type Contents,
  contentsSchema,
  FILES,
  MANIFEST,
  type Manifest,
  manifestSchema,
} from "#lib/backup/archive-format";
import { BackupError } from "#lib/backup/backup-error";

/** What to do with the members of an archive as they come; one that is not taken is only checked. */
interface Taker {
  /** First of all, before any member is taken. */
  begin?: (contents: Contents) => Promise<void>;
  /** Reads `bytes` to their end. What it makes of them counts only once `readArchive` has returned. */
  take?: (name: string, bytes: AsyncIterable<Buffer>) => Promise<void>;
  /** After each file: how many there were. */
  progress?: (files: number, contents: Contents) => void;
}

interface Verified {
  contents: Contents;
  manifest: Manifest;
  /** Members whose size and SHA-256 are those of the manifest: all of them. */
  members: number;
}

const NOT_OURS = "This is not a backup of Reelkeep, or of a version that this one can't read.";

/**
 * Reads an archive from its beginning to its end and checks every member against the manifest.
 * @throws {BackupError} where it is not a backup, not whole, or any byte differs
 */
export async function readArchive(file: string, { begin, take, progress }: Taker = {}): Promise<Verified> {
  const found = new Map<string, { sizeBytes: number; sha256: string }>();
  let contents: Contents | undefined;
  let manifest: Manifest | undefined;
  let files = 0;
  const tar = extract();
  const fed = pipeline(createReadStream(file), tar);
  fed.catch(() => undefined);
  try {
    for await (const entry of tar) {
      const { name } = entry.header;
      if (found.has(name)) throw new BackupError(`The archive has two members of the name ${name}.`);
      const member = new HashedMember(entry);
      if (name === CONTENTS) {
        contents = parse(contentsSchema, await member.text());
        await begin?.(contents);
      } else if (!contents) throw new BackupError(NOT_OURS);
      else if (name === MANIFEST) manifest = parse(manifestSchema, await member.text());
      else if (take) await take(name, member.bytes());
      await member.drain();
      found.set(name, member.facts());
      if (contents && name.startsWith(FILES)) progress?.(++files, contents);
    }
    await fed;
  } catch (error) {
    if (error instanceof BackupError || (error instanceof Error && "code" in error)) throw error;
    throw new BackupError(`The archive ${file} is cut short or damaged: it can't be read to its end.`);
  }
  if (!contents) throw new BackupError(NOT_OURS);
  if (!manifest) throw new BackupError(`The archive ${file} is cut short: it has no manifest.`);
  compare(found, manifest);
  return { contents, manifest, members: found.size - 1 };
}

function parse<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new BackupError(NOT_OURS);
  }
}

function compare(found: Map<string, { sizeBytes: number; sha256: string }>, manifest: Manifest): void {
  const wrong = Object.entries(manifest.members).flatMap(([name, { sizeBytes, sha256 }]) => {
    const member = found.get(name);
    if (!member) return [`${name} is missing`];
    return member.sizeBytes === sizeBytes && member.sha256 === sha256 ? [] : [`${name} is not as it was written`];
  });
  for (const name of found.keys()) {
    if (name !== MANIFEST && !(name in manifest.members)) wrong.push(`${name} was added`);
  }
  if (wrong.length > 0) throw new BackupError(`The archive is damaged: ${wrong.slice(0, 20).join("; ")}.`);
}

/** A member whose bytes are hashed as they are read. */
class HashedMember {
  readonly #hash = createHash("sha256");
  readonly #entry: AsyncIterable<unknown>;
  #sizeBytes = 0;
  #read = false;

  constructor(entry: AsyncIterable<unknown>) {
    this.#entry = entry;
  }

  async *bytes(): AsyncGenerator<Buffer> {
    this.#read = true;
    for await (const chunk of this.#entry) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError("tar-stream hands out something else than bytes");
      this.#hash.update(chunk);
      this.#sizeBytes += chunk.length;
      yield chunk;
    }
  }

  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.bytes()) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  }

  /** Reads what nobody has read. */
  async drain(): Promise<void> {
    if (this.#read) return;
    for await (const _ of this.bytes());
  }

  facts() {
    return { sizeBytes: this.#sizeBytes, sha256: this.#hash.digest("hex") };
  }
}
