import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { invites, settings, users } from "#db/schema/users";
import { hashCode } from "#lib/auth/one-time-code";
import { AppError } from "#lib/domain/app-error";
import type { Role } from "#lib/domain/roles";
import { isReachableByOthers, signupPolicy } from "#lib/env";

/** Row in `settings` that exists once the first account does; its key is what makes "first" true once. */
const FIRST_ACCOUNT = "first-account";

interface NewUser {
  email: string;
  passwordHash: string;
  /** An invitation, or the code that the server printed; needed where `signUpState` says so. */
  code: string | undefined;
}

/** Whether the installation has an account yet. */
export async function hasFirstAccount(db: Database): Promise<boolean> {
  return (await db.select().from(settings).where(eq(settings.key, FIRST_ACCOUNT))).length > 0;
}

/**
 * Adds an account in `tx`; the first one is the administrator. Two first sign-ups at once: the unique
 * key in `settings` lets one of them be first.
 * @throws {AppError} SIGNUP_CLOSED, SIGNUP_CODE_INVALID, EMAIL_TAKEN
 */
export async function createUser(tx: Database, input: NewUser): Promise<{ id: string; role: Role }> {
  const id = uuidv7();
  const claimed = await tx
    .insert(settings)
    .values({ key: FIRST_ACCOUNT, value: id })
    .onConflictDoNothing()
    .returning({ key: settings.key });
  const isFirst = claimed.length > 0;
  if (!isFirst && signupPolicy() === "closed") throw new AppError("SIGNUP_CLOSED");
  const needsCode = isFirst ? isReachableByOthers() : signupPolicy() === "invite";
  const email = input.email.trim().toLowerCase();
  const role: Role = isFirst ? "admin" : "member";
  const [created] = await tx
    .insert(users)
    .values({ id, email, passwordHash: input.passwordHash, role })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  // The code is looked at before the address is called taken, so that strangers can't ask who has an account.
  if (needsCode) await useCode(tx, input.code, created?.id ?? null);
  if (!created) throw new AppError("EMAIL_TAKEN");
  return { id, role };
}

async function useCode(tx: Database, code: string | undefined, usedBy: string | null): Promise<void> {
  if (!code) throw new AppError("SIGNUP_CODE_INVALID");
  const used = await tx
    .update(invites)
    .set({ usedAt: sql`now()`, usedBy })
    .where(and(eq(invites.codeHash, hashCode(code)), isNull(invites.usedAt), gt(invites.expiresAt, new Date())))
    .returning({ id: invites.id });
  if (used.length === 0) throw new AppError("SIGNUP_CODE_INVALID");
}
