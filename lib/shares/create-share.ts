import "server-only";
import { and, count, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { collections, shares } from "#db/schema/library";
import { transaction } from "#db/transaction";
import { hashPassword } from "#lib/auth/password";
import { sealToken } from "#lib/auth/token-vault";
import { type CreateShareInput, SHARE_TERMS, type SharedThing, type ShareView } from "#lib/contract/share";
import { AppError } from "#lib/domain/app-error";
import { shareViews } from "#lib/shares/list-shares";
import { hashShareToken, newShareToken, vaultOwnerOf } from "#lib/shares/share-token";
import { findSharedVideo } from "#lib/shares/shared-videos";

/** More than this nobody looks after; it bounds what an account can store. */
const MAX_SHARES = 500;

async function isOwn(tx: Database, userId: string, what: SharedThing): Promise<boolean> {
  if (what.kind === "video") {
    const share = { userId, videoId: what.id, collectionId: null };
    return (await findSharedVideo(tx, share, what.id)) !== undefined;
  }
  const [collection] = await tx
    .select({ id: collections.id })
    .from(collections)
    .where(and(eq(collections.id, what.id), eq(collections.userId, userId), isNull(collections.deletedAt)));
  return collection !== undefined;
}

/**
 * Makes a link by which strangers see one of a user's videos or collections.
 * @throws {AppError} NOT_FOUND: another's, unknown, not kept yet or in the trash; SHARES_FULL
 */
export async function createShare(userId: string, input: CreateShareInput): Promise<ShareView> {
  const { what, term, password, showPrompt } = input;
  const passwordHash = password === null ? null : await hashPassword(password);
  return transaction(async (tx) => {
    if (!(await isOwn(tx, userId, what))) throw new AppError("NOT_FOUND");
    const [kept] = await tx
      .select({ n: count() })
      .from(shares)
      .where(and(eq(shares.userId, userId), isNull(shares.revokedAt)));
    if ((kept?.n ?? 0) >= MAX_SHARES) throw new AppError("SHARES_FULL");
    const id = uuidv7();
    const token = newShareToken();
    const tokenHash = hashShareToken(token);
    if (!tokenHash) throw new Error("A new token does not look like one");
    const now = Date.now();
    await tx.insert(shares).values({
      id,
      userId,
      videoId: what.kind === "video" ? what.id : null,
      collectionId: what.kind === "collection" ? what.id : null,
      tokenHash,
      tokenSealed: sealToken(token, vaultOwnerOf(id)),
      passwordHash,
      showPrompt,
      expiresAt: term === "never" ? null : new Date(now + SHARE_TERMS[term] * 1_000),
    });
    const [view] = await shareViews(tx, eq(shares.id, id));
    if (!view) throw new Error(`The new share ${id} is not there`);
    return view;
  });
}
