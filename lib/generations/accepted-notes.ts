import "server-only";
import { mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { env } from "#lib/env";
import { log } from "#lib/log";

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
    await mkdir(folder(), { recursive: true, mode: 0o700 });
    const file = await open(fileOf(generationId), "w", 0o600);
    try {
      await file.writeFile(JSON.stringify({ generationId, taskId } satisfies AcceptedNote));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (err) {
    log().error({ err, generationId, taskId }, "a task id could not be noted on disk");
  }
}

/** Removes the note once the database has the task id. */
export async function forgetAccepted(generationId: string): Promise<void> {
  await rm(fileOf(generationId), { force: true });
}

/** Notes older than `ageMs`: whoever wrote them is no longer about to record them. */
export async function listAccepted(ageMs: number): Promise<AcceptedNote[]> {
  const names = await readdir(folder()).catch(() => []);
  const notes: AcceptedNote[] = [];
  for (const name of names) {
    const file = path.join(folder(), name);
    const facts = await stat(file).catch(() => undefined);
    // Its writer, or another process that shares the folder, has recorded it meanwhile.
    if (!facts) continue;
    if (Date.now() - facts.mtimeMs < ageMs) continue;
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
    // Half-written at a power cut: the call's answer was not complete for us either.
    return undefined;
  }
}
