import "server-only";
import type { Readable } from "node:stream";
import { makeZip, predictLength } from "client-zip";
import { findZip } from "#lib/library/prepare-zip";
import { type ZipContents, type ZipFile, zipEntries } from "#lib/library/zip-entries";
import { archiveStorage } from "#lib/storage/archive-storage";

/** Up to so many videos the files are listed before the first byte, so that the length can be told. */
const LISTED_AT_ONCE = 2_000;
/** Larger ones are listed part by part, so that the memory they take has a limit. */
const PART = 200;

const CONTENTS_NAME = "contents.json";

/** A ZIP on its way out. */
export interface OpenZip {
  fileName: string;
  /** Exact length; null where it is not known beforehand. */
  sizeBytes: number | null;
  stream: ReadableStream<Uint8Array>;
}

/** The list that ends every ZIP: how many videos it has, and which are missing. */
function contentsFile({ videos, missing }: ZipContents): ZipFile {
  const text = `${JSON.stringify({ createdAt: new Date(), videos, missing }, null, 2)}\n`;
  return { name: CONTENTS_NAME, at: new Date(), text };
}

const sizeOf = (file: ZipFile) => ("text" in file ? Buffer.byteLength(file.text) : file.sizeBytes);

/**
 * Opens a user's ZIP: every video as it is (videos don't get smaller), a JSON file beside each, and a list of
 * what is missing. Bytes are read as they are taken; a reader that goes away ends the reading.
 * @throws {AppError} NOT_FOUND as `findZip` does.
 */
export async function openZip(userId: string, zipId: string): Promise<OpenZip> {
  const { name: fileName, videoIds } = await findZip(userId, zipId);
  const contents: ZipContents = { taken: new Set([CONTENTS_NAME]), videos: 0, missing: [] };
  if (videoIds.length > LISTED_AT_ONCE) {
    return { fileName, sizeBytes: null, stream: zipStream(listPartByPart(userId, videoIds, contents)) };
  }
  const listed = await zipEntries(userId, videoIds, contents);
  const files = [...listed, contentsFile(contents)];
  const sizeBytes = Number(predictLength(files.map((file) => ({ name: file.name, size: sizeOf(file) }))));
  return { fileName, sizeBytes, stream: zipStream(files) };
}

async function* listPartByPart(userId: string, videoIds: readonly string[], contents: ZipContents) {
  for (let start = 0; start < videoIds.length; start += PART) {
    yield* await zipEntries(userId, videoIds.slice(start, start + PART), contents);
  }
  yield contentsFile(contents);
}

function zipStream(files: Iterable<ZipFile> | AsyncIterable<ZipFile>): ReadableStream<Uint8Array> {
  const storage = archiveStorage();
  let reading: Readable | undefined;
  async function* bytesOf(storageKey: string): AsyncGenerator<Uint8Array> {
    reading = await storage.read(storageKey);
    yield* reading;
  }
  async function* entries() {
    for await (const file of files) {
      const { name, at: lastModified } = file;
      const size = sizeOf(file);
      yield { name, lastModified, size, input: "text" in file ? file.text : bytesOf(file.storageKey) };
    }
  }
  const zip = makeZip(entries()).getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await zip.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      // The writer of the ZIP leaves the file that it reads open.
      reading?.destroy();
      await zip.cancel(reason).catch(() => undefined);
    },
  });
}
