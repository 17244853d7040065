import "server-only";
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { and, inArray, isNull, lt, sql } from "drizzle-orm";
import { database } from "#db/client";
import { engineIdempotency, engineOutputs } from "#db/schema/engine";
import { OUTPUT_LIFETIME_HOURS, outputPath, outputsFolder, scratchFolder } from "#lib/engine/output-files";

/** How many outputs one call removes; the next call goes on. */
const BATCH = 500;
/** Past the life of any output or render, whatever lies in our folders belongs to nobody. */
const ORPHAN_MS = (OUTPUT_LIFETIME_HOURS + 1) * 3_600_000;

/**
 * Deletes the files of expired outputs, files that a crash left behind, and idempotency keys past their
 * time. Rows of outputs stay, so that an old link answers that it expired. Call it every hour or so.
 * @returns how many outputs expired.
 */
export async function cleanOutputs(): Promise<number> {
  const db = await database();
  const expired = await db
    .select({ id: engineOutputs.id, fileName: engineOutputs.fileName })
    .from(engineOutputs)
    .where(and(lt(engineOutputs.expiresAt, sql`now()`), isNull(engineOutputs.deletedAt)))
    .limit(BATCH);
  for (const { fileName } of expired) await rm(outputPath(fileName), { force: true });
  if (expired.length > 0) {
    const ids = expired.map(({ id }) => id);
    await db.update(engineOutputs).set({ deletedAt: sql`now()` }).where(inArray(engineOutputs.id, ids));
  }
  await db.delete(engineIdempotency).where(lt(engineIdempotency.expiresAt, sql`now()`));
  await Promise.all([removeOrphans(outputsFolder()), removeOrphans(scratchFolder())]);
  return expired.length;
}

async function removeOrphans(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    const facts = await stat(file).catch(() => null);
    if (facts && Date.now() - facts.mtimeMs > ORPHAN_MS) await rm(file, { recursive: true, force: true });
  }
}
