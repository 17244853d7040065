import "server-only";
import { and, eq, inArray, isNotNull, isNull, notExists, or } from "drizzle-orm";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connectionVersions } from "#db/schema/users";

/**
 * Erases tokens that were replaced or deleted once nothing needs them: no task of theirs runs or is in
 * doubt, and every video is archived or lost.
 * @returns how many were erased
 */
export async function eraseRetiredTokens(): Promise<number> {
  const db = await database();
  const needed = db
    .select({ id: generations.id })
    .from(generations)
    .leftJoin(videos, eq(videos.generationId, generations.id))
    .where(
      and(
        eq(generations.connectionVersionId, connectionVersions.id),
        or(
          inArray(generations.state, ["submitting", "waiting", "running", "unknown"]),
          inArray(videos.archiveState, ["pending", "downloading"]),
        ),
      ),
    );
  const erased = await db
    .update(connectionVersions)
    .set({ tokenSealed: null, erasedAt: new Date() })
    .where(and(isNotNull(connectionVersions.retiredAt), isNull(connectionVersions.erasedAt), notExists(needed)))
    .returning({ id: connectionVersions.id });
  return erased.length;
}
