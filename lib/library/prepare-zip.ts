import "server-only";
import { and, eq, gt, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import { zipDownloads } from "#db/schema/library";
import { AppError } from "#lib/domain/app-error";
import { inLibrary } from "#lib/library/own-videos";

/** So long a list stays; a download that has begun goes on. */
const KEPT = sql`interval '1 day'`;

/**
 * Notes which of a user's videos are to be in one ZIP, in their order; what is another's or in the trash is left out.
 * @returns the id that `openZip` takes within a day
 * @throws {AppError} NOT_FOUND where nothing is left.
 */
export async function prepareZip(userId: string, videoIds: readonly string[]): Promise<{ zipId: string }> {
  const db = await database();
  const found = await db.select({ id: videos.id }).from(videos).where(inLibrary(userId, videoIds));
  const own = new Set(found.map(({ id }) => id));
  const listed = [...new Set(videoIds)].filter((id) => own.has(id));
  if (listed.length === 0) throw new AppError("NOT_FOUND");
  const id = uuidv7();
  const name = `reelkeep-${new Date().toISOString().slice(0, 10)}-${listed.length}.zip`;
  await db.insert(zipDownloads).values({ id, userId, name, videoIds: listed });
  return { zipId: id };
}

/**
 * What a user's ZIP is to hold.
 * @throws {AppError} NOT_FOUND, also for another's and after a day.
 */
export async function findZip(userId: string, zipId: string): Promise<{ name: string; videoIds: string[] }> {
  const db = await database();
  const [found] = await db
    .select({ name: zipDownloads.name, videoIds: zipDownloads.videoIds })
    .from(zipDownloads)
    .where(
      and(
        eq(zipDownloads.id, zipId),
        eq(zipDownloads.userId, userId),
        gt(zipDownloads.createdAt, sql`now() - ${KEPT}`),
      ),
    );
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}

/** Forgets lists whose day is over. */
export async function forgetZips(): Promise<void> {
  const db = await database();
  await db.delete(zipDownloads).where(lt(zipDownloads.createdAt, sql`now() - ${KEPT}`));
}
