import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import type { ChainClip } from "#lib/contract/lineage";

/** Clips that one chain may have. */
const CHAIN_MAX = 50;

const rowSchema = z.object({ video_id: z.string(), ready: z.boolean(), is_ring: z.boolean() });

/**
 * The chain that ends with a user's own video: each clip begins with a frame of the one before it. In order, the
 * video itself at the end; alone in it where it continues nothing, empty where there is no such video.
 */
export async function chainOf(db: Database, userId: string, videoId: string): Promise<ChainClip[]> {
  const clip = sql`
    output.id as video_id, made.parent_video_id,
    output.archive_state = 'ready' and output.deleted_at is null and output.erased_at is null as ready`;
  const { rows } = await db.execute(sql`
    with recursive chain as (
      select ${clip}, 0 as depth from ${videos} output
      join ${generations} made on made.id = output.generation_id
      where output.id = ${videoId} and output.user_id = ${userId}
      union all
      select ${clip}, chain.depth + 1 from chain
      join ${videos} output on output.id = chain.parent_video_id
      join ${generations} made on made.id = output.generation_id
      where output.user_id = ${userId} and chain.depth < ${CHAIN_MAX - 1}
    ) cycle video_id set is_ring using trail
    select video_id, ready, is_ring from chain order by depth desc`);
  return z
    .array(rowSchema)
    .parse(rows)
    .filter(({ is_ring }) => !is_ring)
    .map(({ video_id, ready }) => ({ videoId: video_id, ready }));
}

/** `chainOf` for a page. */
export async function readChain(userId: string, videoId: string): Promise<ChainClip[]> {
  return chainOf(await database(), userId, videoId);
}
