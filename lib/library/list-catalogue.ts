import "server-only";
import { and, asc, eq, isNull, notInArray, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import type { LibraryFilter } from "#lib/contract/library-filter";
import type { Catalogue } from "#lib/contract/organise";
import { IN_FLIGHT_STATES } from "#lib/domain/generation-state";
import { filterLibrary } from "#lib/generations/filter-library";

const rowSchema = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.number().nullable()])).nullable()]));

/**
 * Ids and sizes of all videos of the generations that a filter finds, in the order of their places there.
 * Generations that are on their way, or in doubt, are left out: nothing can be done with them yet.
 * @param timeZone where the days of the filter begin and end
 */
export async function listCatalogue(userId: string, filter: LibraryFilter, timeZone: string): Promise<Catalogue> {
  const db = await database();
  const { where } = await filterLibrary(db, filter, timeZone);
  const outputs = sql`(
    select json_agg(json_build_array(${videos.id}, ${videos.sizeBytes}) order by ${asc(videos.number)})
    from ${videos} where ${and(eq(videos.generationId, generations.id), isNull(videos.deletedAt))})`;
  const found = db
    .select({ id: generations.id })
    .from(generations)
    .where(
      and(
        eq(generations.userId, userId),
        isNull(generations.deletedAt),
        notInArray(generations.state, [...IN_FLIGHT_STATES, "unknown"]),
        where,
      ),
    );
  // One value for all rows, as the index has it.
  const { rows } = await db.execute<{ entries: string }>(sql`
    select coalesce(json_agg(json_build_array(${generations.id}, ${outputs})), '[]')::text as entries
    from ${generations} where ${generations.id} in ${found}`);
  const entries = rowSchema.parse(JSON.parse(rows[0]?.entries ?? "[]"));
  return {
    items: entries.map(([generationId, list]) => ({
      generationId,
      videos: (list ?? []).map(([id, sizeBytes]) => ({ id, sizeBytes })),
    })),
  };
}
