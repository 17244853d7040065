import "server-only";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { env } from "#lib/env";
import { log } from "#lib/log";
import { unfinishedOf, writeWhole } from "#lib/storage/local-disk";

/**
 * A task id is noted in the data folder before it goes to the database, and the note removed after: so
 * that neither a crash in between nor a database that is away loses what was paid for.
 */
export const acceptedNote = z.object({ generationId: z.uuid(), taskId: z.string().min(1) });
export type AcceptedNote = z.infer<typeof acceptedNote>;

const folder = () => path.join(env().DATA_DIR, "accepted");
const fileOf = (generationId: string) => path.join(folder(), `${generationId}.json`);

/** Notes, durably, that a provider took a generation. A full disk must not undo what the database can still record. */
export async function noteAccepted(generationId: string, taskId: string): Promise<void> {
  try {
    await writeWhole(fileOf(generationId), JSON.stringify({ generationId, taskId } satisfies AcceptedNote));
  } catch (err) {
    log().error({ err, generationId, taskId }, "a task id could not be noted on disk");
  }
}

/** Removes the note once the database has the task id. */
export async function forgetAccepted(generationId: string): Promise<void> {
  await rm(fileOf(generationId), { force: true });
  await rm(unfinishedOf(fileOf(generationId)), { force: true });
}

/** Notes older than `ageMs`: whoever wrote them is no longer about to record them. */
export async function listAccepted(ageMs: number): Promise<AcceptedNote[]> {
  const names = await readdir(folder()).catch(() => []);
  const notes: AcceptedNote[] = [];
  for (const name of names) {
    // One that was cut short while it was written: nobody relies on it yet.
    if (!name.endsWith(".json")) continue;
    const file = path.join(folder(), name);
    const facts = await stat(file).catch(() => undefined);
    // Its writer, or another process that shares the folder, has recorded it meanwhile.
    if (!facts) continue;
    // Of any age means also one that the clock, in whole milliseconds or set back since, puts into the future.
    if (ageMs > 0 && Date.now() - facts.mtimeMs < ageMs) continue;
    const note = acceptedNote.safeParse(await readNote(file));
    if (note.success) notes.push(note.data);
    else log().error({ file }, "a note of an accepted task can't be read");
  }
  return notes;
}

async function readNote(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    // Not by us: a note gets its name when it is whole.
    return undefined;
  }
}
