import "server-only";
import { and, eq, gt, notExists, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { z } from "zod";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import type { TrashPage } from "#lib/contract/organise";
import { AppError } from "#lib/domain/app-error";
import { TRASH_DAYS } from "#lib/domain/trash";
import { inTrash } from "#lib/library/own-videos";

const PAGE_SIZE = 60;

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

function parseCursor(cursor: string): z.infer<typeof cursorSchema> {
  const parsed = cursorSchema.safeParse(cursor.split("_"));
  if (!parsed.success) throw new AppError("INVALID_INPUT");
  return parsed.data;
}

/**
 * One page of a user's trash, by keyset: videos, and generations that have none, the latest first.
 * @throws {AppError} INVALID_INPUT for a cursor that is not ours.
 */
export async function listTrash(userId: string, cursor: string | null): Promise<TrashPage> {
  const after = cursor ? parseCursor(cursor) : null;
  const db = await database();
  const thrownVideos = db
    .select({
      id: videos.id,
      isVideo: sql<boolean>`true`.as("is_video"),
      prompt: generations.prompt,
      ratio: generations.ratio,
      width: videos.width,
      height: videos.height,
      thumbhash: videos.thumbhash,
      hasPoster: sql<boolean>`${videos.posterKey} is not null`.as("has_poster"),
      sizeBytes: videos.sizeBytes,
      deletedAt: videos.deletedAt,
    })
    .from(videos)
    .innerJoin(generations, eq(generations.id, videos.generationId))
    .where(inTrash(userId));
  const ofIt = db.select({ one: sql`1` }).from(videos).where(eq(videos.generationId, generations.id));
  const thrownGenerations = db
    .select({
      id: generations.id,
      isVideo: sql<boolean>`false`.as("is_video"),
      prompt: generations.prompt,
      ratio: generations.ratio,
      width: sql<number | null>`null::integer`.as("width"),
      height: sql<number | null>`null::integer`.as("height"),
      thumbhash: sql<string | null>`null::text`.as("thumbhash"),
      hasPoster: sql<boolean>`false`.as("has_poster"),
      sizeBytes: sql<number | null>`null::integer`.as("size_bytes"),
      deletedAt: generations.deletedAt,
    })
    .from(generations)
    .where(
      and(
        eq(generations.userId, userId),
        gt(generations.deletedAt, sql`now() - make_interval(days => ${TRASH_DAYS})`),
        notExists(ofIt),
      ),
    );
  const thrown = unionAll(thrownVideos, thrownGenerations).as("thrown");
  const place = sql`(${thrown.deletedAt}, ${thrown.id})`;
  const rows = await db
    .select()
    .from(thrown)
    .where(after ? sql`${place} < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined)
    .orderBy(sql`${thrown.deletedAt} desc`, sql`${thrown.id} desc`)
    .limit(PAGE_SIZE + 1);
  const [all] = await db
    .select({
      total: sql`count(*)`.mapWith(Number),
      totalBytes: sql`coalesce(sum(${thrown.sizeBytes}), 0)`.mapWith(Number),
    })
    .from(thrown);
  const items = rows
    .slice(0, PAGE_SIZE)
    .map((row) => ({ ...row, deletedAt: (row.deletedAt ?? new Date()).toISOString() }));
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > PAGE_SIZE && last ? `${last.deletedAt}_${last.id}` : null,
    total: all?.total ?? 0,
    totalBytes: all?.totalBytes ?? 0,
  };
}
