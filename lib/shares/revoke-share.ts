import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { shares } from "#db/schema/library";
import { AppError } from "#lib/domain/app-error";

/** For so long a revoked link can be brought back. */
const UNDO_MS = 10 * 60_000;

/** Ends a user's link: from now on it leads nowhere. One that is revoked already stays as it is. */
export async function revokeShare(userId: string, shareId: string): Promise<void> {
  const db = await database();
  await db
    .update(shares)
    .set({ revokedAt: new Date() })
    .where(and(eq(shares.id, shareId), eq(shares.userId, userId), isNull(shares.revokedAt)));
}

/**
 * Takes a revoking back, within ten minutes.
 * @throws {AppError} NOT_FOUND after that, or for another's
 */
export async function restoreShare(userId: string, shareId: string, now = new Date()): Promise<void> {
  const db = await database();
  const restored = await db
    .update(shares)
    .set({ revokedAt: null })
    .where(
      and(eq(shares.id, shareId), eq(shares.userId, userId), gt(shares.revokedAt, new Date(now.getTime() - UNDO_MS))),
    )
    .returning({ id: shares.id });
  if (restored.length === 0) throw new AppError("NOT_FOUND");
}
