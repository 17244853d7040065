import "server-only";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { collections, shares } from "#db/schema/library";
import { openToken } from "#lib/auth/token-vault";
import type { ShareView } from "#lib/contract/share";
import { vaultOwnerOf } from "#lib/shares/share-token";
import { countSharedVideos, isVisible, type ShareRow } from "#lib/shares/shared-videos";

const NAME_CHARACTERS = 120;

/** A user's links that are not revoked, newest first; those that have expired, too, for who wonders why. */
export async function listShares(userId: string): Promise<ShareView[]> {
  const db = await database();
  return shareViews(db, and(eq(shares.userId, userId), isNull(shares.revokedAt)));
}

/** What their owner sees of the shares that `where` selects, newest first. */
export async function shareViews(db: Database, where: ReturnType<typeof and>): Promise<ShareView[]> {
  const rows = await db
    .select({
      share: shares,
      name: sql<string>`coalesce(${collections.name}, left(${generations.prompt}, ${sql.raw(String(NAME_CHARACTERS))}), '')`,
      isVisible: sql<boolean>`coalesce(${isVisible}, false)`,
    })
    .from(shares)
    .leftJoin(collections, eq(collections.id, shares.collectionId))
    .leftJoin(videos, eq(videos.id, shares.videoId))
    .leftJoin(generations, eq(generations.id, videos.generationId))
    .where(where)
    .orderBy(desc(shares.createdAt), desc(shares.id));
  const views: ShareView[] = [];
  for (const { share, name, isVisible } of rows) {
    views.push(viewOf(share, name, share.videoId ? Number(isVisible) : await countSharedVideos(db, share)));
  }
  return views;
}

function viewOf(share: ShareRow, name: string, shown: number): ShareView {
  return {
    id: share.id,
    videoId: share.videoId,
    collectionId: share.collectionId,
    name,
    videos: shown,
    path: `/s/${openToken(share.tokenSealed, vaultOwnerOf(share.id))}`,
    hasPassword: share.passwordHash !== null,
    showPrompt: share.showPrompt,
    createdAt: share.createdAt.toISOString(),
    expiresAt: share.expiresAt?.toISOString() ?? null,
  };
}
