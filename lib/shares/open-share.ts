import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { type Database, database } from "#db/client";
import type { generations, videos } from "#db/schema/generations";
import { collections, shares } from "#db/schema/library";
import { type connections, users } from "#db/schema/users";
import { AppError } from "#lib/domain/app-error";
import { isPassOf } from "#lib/shares/share-pass";
import { hashShareToken } from "#lib/shares/share-token";
import { listSharedVideos, type ShareRow } from "#lib/shares/shared-videos";
import { refOfVideo } from "#lib/shares/video-ref";

/** A video as strangers see it: no id, no facts but its shape. */
export interface SharedVideo {
  ref: string;
  /** Null unless its owner shows it. */
  prompt: string | null;
  /** Drawn by the built-in engine, which nobody is to take for a model. */
  isPreview: boolean;
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  hasPoster: boolean;
  mediaType: string;
  thumbhash: string | null;
}

/** What a link leads to for this visitor. */
export type OpenedShare =
  | { state: "expired" }
  | { state: "locked" }
  | { state: "open"; collection: string | null; isProtected: boolean; videos: SharedVideo[] };

/**
 * The share of a token, whether its password is known or not.
 * @throws {AppError} NOT_FOUND: unknown, revoked, or its owner's account is disabled; SHARE_EXPIRED
 */
export async function findShare(db: Database, token: string, now = new Date()): Promise<ShareRow> {
  const tokenHash = hashShareToken(token);
  if (!tokenHash) throw new AppError("NOT_FOUND");
  const [row] = await db
    .select({ share: shares })
    .from(shares)
    .innerJoin(users, eq(users.id, shares.userId))
    .where(and(eq(shares.tokenHash, tokenHash), isNull(shares.revokedAt), isNull(users.disabledAt)));
  if (!row) throw new AppError("NOT_FOUND");
  const { share } = row;
  if (share.expiresAt && share.expiresAt <= now) throw new AppError("SHARE_EXPIRED");
  return share;
}

/**
 * The share of a token for somebody with this pass; asked at every request for its bytes.
 * @throws {AppError} as `findShare`, and SHARE_LOCKED where it wants a password and the pass is none
 */
export async function enterShare(db: Database, token: string, pass: string | undefined): Promise<ShareRow> {
  const share = await findShare(db, token);
  if (share.passwordHash && !isPassOf(share, pass)) throw new AppError("SHARE_LOCKED");
  return share;
}

/**
 * What strangers see by a link.
 * @param pass what `unlockShare` gave them
 * @throws {AppError} NOT_FOUND, also where nothing of it is left to be seen
 */
export async function openShare(token: string, pass: string | undefined): Promise<OpenedShare> {
  const db = await database();
  try {
    const share = await enterShare(db, token, pass);
    const rows = await listSharedVideos(db, share);
    const name = share.collectionId ? await collectionName(db, share.collectionId) : null;
    if (share.videoId ? rows.length === 0 : name === null) throw new AppError("NOT_FOUND");
    return {
      state: "open",
      collection: name,
      isProtected: share.passwordHash !== null,
      videos: rows.map((row) => sharedVideo(share, row)),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === "SHARE_EXPIRED") return { state: "expired" };
    if (error instanceof AppError && error.code === "SHARE_LOCKED") return { state: "locked" };
    throw error;
  }
}

async function collectionName(db: Database, collectionId: string): Promise<string | null> {
  const [collection] = await db
    .select({ name: collections.name })
    .from(collections)
    .where(and(eq(collections.id, collectionId), isNull(collections.deletedAt)));
  return collection?.name ?? null;
}

interface VideoRow {
  video: typeof videos.$inferSelect;
  generation: typeof generations.$inferSelect;
  connection: typeof connections.$inferSelect;
}

function sharedVideo(share: ShareRow, { video, generation, connection }: VideoRow): SharedVideo {
  return {
    ref: refOfVideo(share.id, video.id),
    prompt: share.showPrompt ? generation.prompt : null,
    isPreview: connection.kind === "preview",
    width: video.width,
    height: video.height,
    durationSeconds: video.durationSeconds,
    hasPoster: video.posterKey !== null,
    mediaType: video.mediaType ?? "video/mp4",
    thumbhash: video.thumbhash,
  };
}
