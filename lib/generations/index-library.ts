import "server-only";
import { eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import type { LibraryIndex } from "#lib/contract/library-index";
import { GENERATION_STATES } from "#lib/domain/generation-state";
import { tileAspects } from "#lib/domain/tile-aspects";

/** Four decimals place a tile to a tenth of a pixel on the widest screens. */
const round = (aspect: number) => Math.round(aspect * 10_000) / 10_000;

/** What tells the shapes of a generation's tiles, as the database writes it: one text for many generations. */
const shapeText = sql`concat_ws('|', ${generations.state}, ${generations.ratio}, ${generations.expectedVideos}, outputs.frames)`;

const shapeParts = z.tuple([z.enum(GENERATION_STATES), z.string(), z.coerce.number()], z.string());

function aspectsOf(text: string): number[] {
  const [state, ratio, expectedVideos, frames] = shapeParts.parse(text.split("|"));
  const outputs = (frames ?? "").split(" ").filter(Boolean);
  const sides = outputs.map((frame) => {
    const [width, height] = frame.split("x").map(Number);
    return { width: width || null, height: height || null };
  });
  return tileAspects({ state, ratio, expectedVideos, videos: sides }).map(round);
}

const indexRows = z.array(z.tuple([z.string(), z.number(), z.string()]));

/** The compact index of a user's whole library without what is in the trash, newest first. */
export async function indexLibrary(userId: string): Promise<LibraryIndex> {
  const db = await database();
  // One value for all rows: the drivers would spend more on ten thousand rows than the database does.
  const { rows } = await db.execute<{ entries: string }>(sql`
    select coalesce(json_agg(json_build_array(entry.id, entry.seconds, entry.shape)), '[]')::text as entries
    from (
      select ${generations.id} as id, extract(epoch from ${generations.createdAt})::bigint as seconds, ${shapeText} as shape
      from ${generations}
      left join (
        select ${videos.generationId} as generation_id,
          string_agg(concat(${videos.width}, 'x', ${videos.height}), ' ' order by ${videos.number}) as frames
        from ${videos} where ${eq(videos.userId, userId)} and ${isNull(videos.deletedAt)}
        group by ${videos.generationId}
      ) outputs on outputs.generation_id = ${generations.id}
      where ${eq(generations.userId, userId)} and ${isNull(generations.deletedAt)}
      order by ${generations.createdAt} desc nulls last, ${generations.id} desc nulls last
    ) entry`);
  const entries = indexRows.parse(JSON.parse(rows[0]?.entries ?? "[]"));
  const placeOf = new Map<string, number>();
  const shapes: number[][] = [];
  const index: LibraryIndex = { ids: [], seconds: [], shape: [], shapes };
  let before = 0;
  for (const [id, seconds, text] of entries) {
    let place = placeOf.get(text);
    if (place === undefined) {
      place = shapes.push(aspectsOf(text)) - 1;
      placeOf.set(text, place);
    }
    index.ids.push(id);
    index.seconds.push(seconds - before);
    index.shape.push(place);
    before = seconds;
  }
  return index;
}
