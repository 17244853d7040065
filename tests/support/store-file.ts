import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";

/** Puts a file into the archive, under a key like those of real ones, which it returns. */
export async function storeFile(videoId: string, text: string, extension = "mp4"): Promise<string> {
  await mkdir(incomingFolder(), { recursive: true });
  const file = path.join(incomingFolder(), `${videoId}.${extension}`);
  await writeFile(file, text);
  const key = `${videoId.slice(-2)}/${videoId}.${extension}`;
  await archiveStorage().put(key, file);
  return key;
}
