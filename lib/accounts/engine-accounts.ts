import "server-only";
import { asc, eq } from "drizzle-orm";
import { database } from "#db/client";
import { users } from "#db/schema/users";
import { transaction } from "#db/transaction";
import type { EngineUserView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import type { EngineAccountKind, Plan } from "#lib/domain/plans";
import { ensureAccount } from "#lib/engine/ensure-account";
import { grantCredits } from "#lib/engine/grant-credits";
import { type AccountView, listAccounts } from "#lib/engine/list-accounts";
import { setPlan } from "#lib/engine/set-plan";

/** Every user with their accounts on the built-in engine; for administrators. */
export async function listEngineUsers(): Promise<EngineUserView[]> {
  const db = await database();
  const people = await db.select({ id: users.id, email: users.email }).from(users).orderBy(asc(users.createdAt));
  const byOwner = new Map<string, AccountView[]>();
  for (const account of await listAccounts()) {
    byOwner.set(account.ownerRef, [...(byOwner.get(account.ownerRef) ?? []), account]);
  }
  return people.map(({ id, email }) => {
    const own = (wanted: EngineAccountKind) => {
      const account = byOwner.get(id)?.find(({ kind }) => kind === wanted);
      return account ? { plan: account.plan, balanceCredits: account.balanceCredits } : null;
    };
    return { userId: id, email, api: own("api"), studio: own("studio") };
  });
}

/**
 * Puts a user's account on a plan; an account that does not exist yet is created.
 * @throws {AppError} NOT_FOUND
 */
export async function setEnginePlan(userId: string, kind: EngineAccountKind, plan: Plan): Promise<void> {
  await setPlan(await accountOf(userId, kind), plan);
}

/**
 * Grants credits to a user's account, or takes some away where negative; the entry tells who did it.
 * @returns the new balance.
 * @throws {AppError} NOT_FOUND, INVALID_INPUT when it would overdraw
 */
export async function grantEngineCredits(
  grantedBy: string,
  { userId, kind, credits }: { userId: string; kind: EngineAccountKind; credits: number },
): Promise<number> {
  return grantCredits(await accountOf(userId, kind), credits, `by administrator ${grantedBy}`);
}

function accountOf(userId: string, kind: EngineAccountKind): Promise<string> {
  return transaction(async (tx) => {
    const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId));
    if (!user) throw new AppError("NOT_FOUND", { detail: "no such user" });
    return ensureAccount(tx, userId, kind);
  });
}
