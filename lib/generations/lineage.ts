import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { ledgerEntries } from "#db/schema/ledger";
import type { LineageNode, LineageView } from "#lib/contract/lineage";
import { GENERATION_STATES } from "#lib/domain/generation-state";
import { RELATIONS } from "#lib/domain/relations";

/** Generations up from the one that is asked for, and down from the topmost of these. */
const UP_MAX = 60;
const DOWN_MAX = 120;
/** Nodes of one tree. */
const NODES_MAX = 500;
const PROMPT_CHARACTERS = 160;

const rowSchema = z.object({
  id: z.string(),
  parent_id: z.string().nullable(),
  relation: z.enum(RELATIONS).nullable(),
  state: z.enum(GENERATION_STATES),
  prompt: z.string(),
  gone: z.boolean(),
  video_id: z.string().nullable(),
  has_poster: z.boolean().nullable(),
  thumbhash: z.string().nullable(),
  spent: z.coerce.number(),
  held: z.coerce.number(),
  total: z.coerce.number(),
});
type Row = z.infer<typeof rowSchema>;

/**
 * The family of a user's own generation: all that comes from the topmost of its ancestors, with what each
 * branch has cost. Alone in it where it came from nothing and nothing came from it; empty where there is no such
 * generation. Ids of parents are made in browsers: links to another's generation lead nowhere, and rings end.
 */
export async function lineageOf(userId: string, generationId: string): Promise<LineageView> {
  const db = await database();
  const { rows } = await db.execute(sql`
    with recursive up (id, parent_id, depth) as (
      select ${generations.id}, ${generations.parentId}, 0 from ${generations}
      where ${generations.id} = ${generationId} and ${generations.userId} = ${userId}
      union all
      select older.id, older.parent_id, up.depth + 1 from up
      join ${generations} older on older.id = up.parent_id
      where older.user_id = ${userId} and up.depth < ${UP_MAX}
    ) cycle id set is_ring using trail,
    down (id, depth) as (
      (select id, 0 from up where not is_ring order by depth desc limit 1)
      union all
      select younger.id, down.depth + 1 from down
      join ${generations} younger on younger.parent_id = down.id
      where younger.user_id = ${userId} and down.depth < ${DOWN_MAX}
    ) cycle id set is_ring using trail,
    family as (
      select id, depth, count(*) over () as total from down where not is_ring
      -- Its own line comes first where there is too much of it.
      order by (id in (select id from up)) desc, depth, id limit ${NODES_MAX}
    )
    select g.id, g.parent_id, g.relation, g.state, left(g.prompt, ${PROMPT_CHARACTERS}) as prompt,
      g.deleted_at is not null as gone,
      v.id as video_id, v.poster_key is not null as has_poster, v.thumbhash,
      coalesce(l.spent, 0) as spent, coalesce(l.held, 0) as held, family.total
    from family
    join ${generations} g on g.id = family.id
    left join lateral (
      select * from ${videos} output where output.generation_id = g.id and output.deleted_at is null
      order by output.archive_state = 'ready' desc, output.number limit 1
    ) v on true
    left join lateral (
      select sum(spent_delta) as spent, sum(held_delta) as held from ${ledgerEntries} entry
      where entry.generation_id = g.id
    ) l on true
    order by family.depth, g.created_at, g.id`);
  const family = z.array(rowSchema).parse(rows);
  return { nodes: withBranches(family), cut: (family[0]?.total ?? 0) > family.length };
}

/** Rows, parents before children, as nodes with the sums of their branches. */
function withBranches(rows: readonly Row[]): LineageNode[] {
  const nodes = new Map(rows.map((row) => [row.id, nodeOf(row)]));
  for (const node of nodes.values()) if (node.parentId && !nodes.has(node.parentId)) node.parentId = null;
  const [root] = rows;
  const top = root && nodes.get(root.id);
  // In a ring the root has a parent too, among its own descendants.
  if (top) top.parentId = null;
  for (const row of [...rows].reverse()) {
    const node = nodes.get(row.id);
    const parent = nodes.get(node?.parentId ?? "");
    if (!node || !parent) continue;
    parent.branchSpentCredits += node.branchSpentCredits;
    parent.branchHeldCredits += node.branchHeldCredits;
  }
  return [...nodes.values()];
}

function nodeOf(row: Row): LineageNode {
  return {
    ...{ id: row.id, parentId: row.parent_id, relation: row.relation, state: row.state, prompt: row.prompt },
    videoId: row.video_id,
    hasPoster: row.has_poster ?? false,
    thumbhash: row.thumbhash,
    gone: row.gone,
    ...{ spentCredits: row.spent, heldCredits: row.held },
    ...{ branchSpentCredits: row.spent, branchHeldCredits: row.held },
  };
}
