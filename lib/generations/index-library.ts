import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import type { LibraryFilter } from "#lib/contract/library-filter";
import type { LibraryIndex } from "#lib/contract/library-index";
import { GENERATION_STATES } from "#lib/domain/generation-state";
import { tileAspects } from "#lib/domain/tile-aspects";
import { filterLibrary } from "#lib/generations/filter-library";

/**
 * Sides of a generation's videos, or of those that are `wanted`, with their places. A lookup for each, since
 * a join's plan is only as good as the statistics: without them it takes seconds instead of milliseconds.
 */
function framesOf(wanted: SQL | undefined): SQL {
  const ofGeneration = sql`${videos.generationId} = ${generations.id} and ${isNull(videos.deletedAt)}`;
  if (!wanted) {
    return sql`(
      select string_agg(concat(${videos.width}, 'x', ${videos.height}), ' ' order by ${videos.number})
      from ${videos} where ${ofGeneration})`;
  }
  return sql`(
    select string_agg(concat(output.width, 'x', output.height, 'x', output.place), ' ' order by output.place)
    from (
      select ${videos.width} as width, ${videos.height} as height, ${wanted} as wanted,
        row_number() over (order by ${videos.number}) as place
      from ${videos} where ${ofGeneration}
    ) output where output.wanted)`;
}

const shapeParts = z.tuple([z.enum(GENERATION_STATES), z.string(), z.coerce.number()], z.string());

/** Reads the shape of a generation's tiles from what the database writes: one text for many generations. */
function shapeOf(text: string): LibraryIndex["shapes"][number] {
  const [state, ratio, expectedVideos, frames] = shapeParts.parse(text.split("|"));
  const outputs = (frames ?? "").split(" ").filter(Boolean);
  const facts = outputs.map((frame) => frame.split("x").map(Number));
  const sides = facts.map(([width, height]) => ({ width: width || null, height: height || null }));
  const places = facts.flatMap(([, , place]) => place ?? []);
  const aspects = tileAspects({ state, ratio, expectedVideos, videos: sides });
  return { aspects, places: places.length > 0 ? places : null };
}

const indexRows = z.array(z.tuple([z.string(), z.number(), z.string()]));

/**
 * The compact index of what a filter finds in a user's library without the trash, in the filter's order.
 * @param timeZone where the days of the filter begin and end
 */
export async function indexLibrary(userId: string, filter: LibraryFilter, timeZone: string): Promise<LibraryIndex> {
  const db = await database();
  const { where, wantedVideos, orderBy } = await filterLibrary(db, filter, timeZone);
  const shape = sql`concat_ws('|', ${generations.state}, ${generations.ratio}, ${generations.expectedVideos}, ${framesOf(wantedVideos)})`;
  // One value for all rows: the drivers would spend more on ten thousand rows than the database does.
  const { rows } = await db.execute<{ entries: string }>(sql`
    select coalesce(json_agg(json_build_array(entry.id, entry.seconds, entry.shape)), '[]')::text as entries
    from (
      select ${generations.id} as id, extract(epoch from ${generations.createdAt})::bigint as seconds, ${shape} as shape
      from ${generations}
      where ${and(eq(generations.userId, userId), isNull(generations.deletedAt), where)}
      order by ${orderBy}
    ) entry`);
  const entries = indexRows.parse(JSON.parse(rows[0]?.entries ?? "[]"));
  const placeOf = new Map<string, number>();
  const shapes: LibraryIndex["shapes"] = [];
  const index: LibraryIndex = { ids: [], seconds: [], shape: [], shapes };
  let before = 0;
  for (const [id, seconds, text] of entries) {
    let place = placeOf.get(text);
    if (place === undefined) {
      place = shapes.push(shapeOf(text)) - 1;
      placeOf.set(text, place);
    }
    index.ids.push(id);
    index.seconds.push(seconds - before);
    index.shape.push(place);
    before = seconds;
  }
  return index;
}
