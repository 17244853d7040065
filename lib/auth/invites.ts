import "server-only";
import { and, desc, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database } from "#db/client";
import { invites } from "#db/schema/users";
import { hasFirstAccount } from "#lib/auth/create-user";
import { createCode, hashCode } from "#lib/auth/one-time-code";
import { AppError } from "#lib/domain/app-error";
import { isReachableByOthers } from "#lib/env";

const INVITE_MS = 7 * 24 * 3_600_000;

/** A new invitation for one account, good for seven days. The code is told once; only its hash is kept. */
export async function createInvite(createdBy: string | null): Promise<{ code: string; expiresAt: Date }> {
  const code = createCode();
  const expiresAt = new Date(Date.now() + INVITE_MS);
  await (await database()).insert(invites).values({ id: uuidv7(), codeHash: hashCode(code), createdBy, expiresAt });
  return { code, expiresAt };
}

/** Invitations that can still be used, newest first. */
export async function listInvites(): Promise<{ id: string; createdAt: string; expiresAt: string }[]> {
  const db = await database();
  const rows = await db
    .select()
    .from(invites)
    .where(and(isNull(invites.usedAt), gt(invites.expiresAt, new Date()), isNotNull(invites.createdBy)))
    .orderBy(desc(invites.createdAt));
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/** @throws {AppError} NOT_FOUND when there is no such invitation, or it was used. */
export async function revokeInvite(inviteId: string): Promise<void> {
  const db = await database();
  const gone = await db
    .delete(invites)
    .where(and(eq(invites.id, inviteId), isNull(invites.usedAt)))
    .returning({ id: invites.id });
  if (gone.length === 0) throw new AppError("NOT_FOUND");
}

/**
 * The code that the first sign-up needs when others can reach this server: a fresh one at every start,
 * for the log; null when none is needed.
 */
export async function firstAccountCode(): Promise<string | null> {
  const db = await database();
  if (!isReachableByOthers() || (await hasFirstAccount(db))) return null;
  await db.delete(invites).where(and(isNull(invites.createdBy), isNull(invites.usedAt)));
  return (await createInvite(null)).code;
}
