import "server-only";
import { and, eq, exists, gte, inArray, isNull, lt, not, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { collections, collectionVideos, tags, videoTags } from "#db/schema/library";
import { connections } from "#db/schema/users";
import { canCompareWords } from "#db/search";
import type { LibraryFilter, Outcome } from "#lib/contract/library-filter";
import { GENERATION_STATES, isInFlight } from "#lib/domain/generation-state";
import { type SearchTerm, searchTerms } from "#lib/generations/search-terms";

const IN_FLIGHT = GENERATION_STATES.filter(isInFlight);

/** So many of a term's pairs of characters must be there for it to be found. */
const PAIRS_SHARE = 0.6;

/** A text as a pattern of ILIKE that finds it anywhere. */
const anywhere = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

function hasVideo(db: Database, wanted: SQL): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(videos)
      .where(and(eq(videos.generationId, generations.id), isNull(videos.deletedAt), wanted)),
  );
}

/** Whether a video has one of these tags; names that differ in case alone are the same. */
function hasTag(db: Database, names: readonly string[]): SQL {
  const lowered = names.map((name) => name.toLowerCase());
  return exists(
    db
      .select({ one: sql`1` })
      .from(videoTags)
      .innerJoin(tags, eq(tags.id, videoTags.tagId))
      .where(and(eq(videoTags.videoId, videos.id), inArray(sql`lower(${tags.name})`, lowered))),
  );
}

/** Whether a video is in a collection that was not deleted. */
function isCollected(db: Database, collectionId: string): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(collectionVideos)
      .innerJoin(collections, and(eq(collections.id, collectionVideos.collectionId), isNull(collections.deletedAt)))
      .where(and(eq(collectionVideos.videoId, videos.id), eq(collectionVideos.collectionId, collectionId))),
  );
}

function hadOutcome(db: Database, outcome: Outcome): SQL | undefined {
  if (outcome === "ready") return hasVideo(db, eq(videos.archiveState, "ready"));
  if (outcome === "lost") return hasVideo(db, eq(videos.archiveState, "lost"));
  if (outcome === "moving")
    return or(
      inArray(generations.state, IN_FLIGHT),
      hasVideo(db, inArray(videos.archiveState, ["pending", "downloading"])),
    );
  if (outcome === "failed") return inArray(generations.state, ["failed", "cancelled"]);
  return or(eq(generations.state, "unknown"), eq(generations.creditCertainty, "in_doubt"));
}

/** How well a prompt has a term, from 0 to 1; whole words beat parts of words, and those beat similar ones. */
function scoreOf(term: SearchTerm, canCompare: boolean): SQL {
  const { prompt } = generations;
  const pairs = term.pairs.map((pair) => sql`(${prompt} ilike ${anywhere(pair)})::int`);
  const share = pairs.length > 0 ? sql`(${sql.join(pairs, sql` + `)})::real / ${pairs.length} * 0.8` : null;
  const similar = term.tolerant && canCompare ? sql`word_similarity(${term.text}, ${prompt}) * 0.8` : null;
  const word = sql`${` ${term.text} `.toLowerCase()}`;
  const isWord = sql`position(${word} in ' ' || translate(lower(${prompt}), ',.;:!?', '      ') || ' ') > 0`;
  return sql`case when ${isWord} then 1.0 when ${prompt} ilike ${anywhere(term.text)} then 0.9 else ${share ?? similar ?? sql`0.0`} end`;
}

function hasTerm(term: SearchTerm, canCompare: boolean): SQL | undefined {
  const { prompt } = generations;
  const pairs = term.pairs.map((pair) => sql`(${prompt} ilike ${anywhere(pair)})::int`);
  const swaps = term.swaps.map((swap) => sql`${anywhere(swap)}`);
  return or(
    sql`${prompt} ilike ${anywhere(term.text)}`,
    swaps.length > 0 ? sql`${prompt} ilike any (array[${sql.join(swaps, sql`, `)}])` : undefined,
    pairs.length > 0 ? sql`${sql.join(pairs, sql` + `)} >= ${Math.ceil(pairs.length * PAIRS_SHARE)}` : undefined,
    // The operator, unlike the function, can use the index; it asks for a similarity of 0.6.
    term.tolerant && canCompare ? sql`${term.text} <% ${prompt}` : undefined,
  );
}

/** Conditions and order of a search, for a query on `generations`. */
export interface LibrarySearch {
  where: SQL | undefined;
  /** Condition on `videos`, where not all videos of a generation are meant. */
  wantedVideos: SQL | undefined;
  orderBy: SQL;
}

/**
 * Turns a filter into SQL. Every term that is searched for must be there: as it is typed, or similar
 * (two letters swapped, otherwise misspelt words where the database has pg_trgm, most pairs of characters in Chinese).
 * @param timeZone where the days of the filter begin and end
 */
export async function filterLibrary(db: Database, filter: LibraryFilter, timeZone: string): Promise<LibrarySearch> {
  const terms = searchTerms(filter.q ?? "");
  const canCompare = terms.some(({ tolerant }) => tolerant) && (await canCompareWords(db));
  const startOf = (day: string) => sql`(${day}::date::timestamp at time zone ${timeZone})`;
  const wantedVideos = and(
    filter.star ? eq(videos.favourite, true) : undefined,
    filter.rating ? gte(videos.rating, filter.rating) : undefined,
    filter.collection ? isCollected(db, filter.collection) : undefined,
    filter.tag?.length ? hasTag(db, filter.tag) : undefined,
  );
  const where = and(
    wantedVideos ? hasVideo(db, wantedVideos) : undefined,
    ...terms.map((term) => hasTerm(term, canCompare)),
    filter.state?.length ? or(...filter.state.map((outcome) => hadOutcome(db, outcome))) : undefined,
    filter.ratio?.length ? inArray(generations.ratio, filter.ratio) : undefined,
    filter.mode?.length ? inArray(generations.mode, filter.mode) : undefined,
    filter.via?.length
      ? inArray(
          generations.connectionId,
          db.select({ id: connections.id }).from(connections).where(inArray(connections.kind, filter.via)),
        )
      : undefined,
    filter.image === null ? undefined : hasImage(filter.image),
    filter.from ? gte(generations.createdAt, startOf(filter.from)) : undefined,
    filter.to ? lt(generations.createdAt, sql`${startOf(filter.to)} + interval '1 day'`) : undefined,
  );
  const newest = sql`${generations.createdAt} desc nulls last, ${generations.id} desc nulls last`;
  const sort = filter.sort ?? "best";
  if (sort === "oldest") return { where, wantedVideos, orderBy: sql`${generations.createdAt}, ${generations.id}` };
  if (sort === "prompt") return { where, wantedVideos, orderBy: sql`lower(${generations.prompt}), ${newest}` };
  if (sort === "newest" || terms.length === 0) return { where, wantedVideos, orderBy: newest };
  const score = sql.join(
    terms.map((term) => scoreOf(term, canCompare)),
    sql` + `,
  );
  return { where, wantedVideos, orderBy: sql`${score} desc, ${newest}` };
}

function hasImage(wanted: boolean): SQL {
  const has = sql`jsonb_array_length(${generations.imageUrls}) > 0`;
  return wanted ? has : not(has);
}
