import "server-only";
import { and, eq, gt, inArray, isNotNull, isNull, lt, notExists, or } from "drizzle-orm";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { uploads, uploadUses } from "#db/schema/uploads";
import { IN_FLIGHT_STATES } from "#lib/domain/generation-state";
import { archiveStorage } from "#lib/storage/archive-storage";

/** A draft, or somebody who repeats a prompt, may want it this long after it was last needed. */
const KEEP_MS = 7 * 86_400_000;
const BATCH = 200;

/**
 * Erases uploads that nobody needs: made or last sent more than a week before `now`, with every
 * generation that uses them ended for a week. One in doubt still needs them: its task may turn up.
 * @returns how many files went
 */
export async function eraseUnusedUploads(now = new Date()): Promise<number> {
  const db = await database();
  const cutoff = new Date(now.getTime() - KEEP_MS);
  const needed = db
    .select({ id: generations.id })
    .from(uploadUses)
    .innerJoin(generations, eq(generations.id, uploadUses.generationId))
    .where(
      and(
        eq(uploadUses.uploadName, uploads.name),
        or(inArray(generations.state, [...IN_FLIGHT_STATES, "unknown"]), gt(generations.finishedAt, cutoff)),
      ),
    );
  await db
    .update(uploads)
    .set({ erasedAt: now })
    .where(and(isNull(uploads.erasedAt), lt(uploads.lastUsedAt, cutoff), notExists(needed)));
  const given = await db
    .select({ name: uploads.name, storageKey: uploads.storageKey })
    .from(uploads)
    .where(and(isNotNull(uploads.erasedAt), isNotNull(uploads.storageKey)))
    .limit(BATCH);
  for (const { name, storageKey } of given) {
    if (storageKey) await archiveStorage().remove(storageKey);
    await db.update(uploads).set({ storageKey: null }).where(eq(uploads.name, name));
  }
  return given.length;
}
