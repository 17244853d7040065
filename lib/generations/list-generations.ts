import "server-only";
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import type { GenerationPage, GenerationPoll } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { movingOf } from "#lib/generations/moving";
import { generationViews } from "#lib/generations/view";

const PAGE_SIZE = 50;

const cursorSchema = z.tuple([z.iso.datetime({ precision: 6 }), z.uuid()]);

/** The place after one row of the library: its creation to the microsecond, which is finer than a Date, and its id. */
function parseCursor(cursor: string): z.infer<typeof cursorSchema> {
  const parsed = cursorSchema.safeParse(cursor.split("_"));
  if (!parsed.success) throw new AppError("INVALID_INPUT");
  return parsed.data;
}

const exactCreation = sql<string>`to_char(${generations.createdAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * One page of a user's library, newest first, by keyset; with what is in the trash or was erased where
 * credits are accounted for.
 * @throws {AppError} INVALID_INPUT for a cursor that is not ours.
 */
export async function listGenerations(
  userId: string,
  options: { cursor?: string | null; limit?: number; withTrash?: boolean } = {},
): Promise<GenerationPage> {
  const limit = options.limit ?? PAGE_SIZE;
  const after = options.cursor ? parseCursor(options.cursor) : null;
  const place = sql`(${generations.createdAt}, ${generations.id})`;
  const db = await database();
  const rows = await db
    .select({ row: generations, exactCreation })
    .from(generations)
    .where(
      and(
        eq(generations.userId, userId),
        options.withTrash ? undefined : isNull(generations.deletedAt),
        after ? sql`${place} < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(sql`${desc(generations.createdAt)} nulls last`, sql`${desc(generations.id)} nulls last`)
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items = await generationViews(
    db,
    page.map((item) => item.row),
  );
  return { items, nextCursor: rows.length > limit && last ? `${last.exactCreation}_${last.row.id}` : null };
}

/** Those of `ids` that are in the user's library, as they are now, and all that moves: what a page polls for. */
export async function pollGenerations(userId: string, ids: string[]): Promise<GenerationPoll> {
  const db = await database();
  const rows = await db
    .select()
    .from(generations)
    .where(and(eq(generations.userId, userId), inArray(generations.id, ids), isNull(generations.deletedAt)));
  return { items: await generationViews(db, rows), moving: await movingOf(userId) };
}
