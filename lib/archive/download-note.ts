import "server-only";
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { syncPath, writeWhole } from "#lib/storage/local-disk";

/** What stands beside a download, at `<file>.json`. */
const noteSchema = z.object({
  url: z.string(),
  /** By which the server can tell whether its bytes are still the same; null where it gave none. */
  validator: z.string().nullable(),
  /** Set once all of it is there and was found to be a whole video: the link is not needed any more. */
  sha256: z.string().optional(),
});
type DownloadNote = z.infer<typeof noteSchema>;

export const noteFileOf = (file: string) => `${file}.json`;

/** The note beside a download; undefined without one, or with one that a power cut left half-written. */
export async function readNote(file: string): Promise<DownloadNote | undefined> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(noteFileOf(file), "utf8")));
  } catch {
    return undefined;
  }
}

export async function writeNote(file: string, note: DownloadNote): Promise<void> {
  await writeFile(noteFileOf(file), JSON.stringify(note), { mode: 0o600 });
}

/** Notes that a download is a whole video. What this has returned from survives a power cut. */
export async function noteWhole(file: string, sha256: string): Promise<void> {
  const note = (await readNote(file)) ?? { url: "", validator: null };
  await syncPath(file);
  // Under another name first: a half-written note would be none. The names of both are safe with their folder.
  await writeWhole(noteFileOf(file), JSON.stringify({ ...note, sha256 }));
}
