import "server-only";
import { asc, eq, type SQL, sql, sum } from "drizzle-orm";
import { database } from "#db/client";
import { engineAccounts, engineCredits } from "#db/schema/engine";
import type { EngineAccountKind, Plan } from "#lib/domain/plans";
import { isUnlimited, startCredits } from "#lib/engine/grant-start-credits";

/** An account as its owner and the administrator see it. */
export interface AccountView {
  id: string;
  ownerRef: string;
  kind: EngineAccountKind;
  plan: Plan;
  /** Null: generations cost nothing. */
  balanceCredits: number | null;
  disabled: boolean;
  createdAt: Date;
}

/** All accounts of the engine, oldest first; for the administrator. */
export function listAccounts(): Promise<AccountView[]> {
  return select(undefined);
}

/** The accounts of one owner: at most one for the studio's previews and one for the keys that they made. */
export function listAccountsOf(ownerRef: string): Promise<AccountView[]> {
  return select(eq(engineAccounts.ownerRef, ownerRef));
}

async function select(condition: SQL | undefined): Promise<AccountView[]> {
  const db = await database();
  const rows = await db
    .select({
      account: engineAccounts,
      credits: sql<number>`coalesce(${sum(engineCredits.credits)}, 0)`.mapWith(Number),
      // Previews that were free until now get theirs with the first order that costs something.
      started: sql<boolean>`coalesce(bool_or(${engineCredits.kind} = 'start'), false)`,
    })
    .from(engineAccounts)
    .leftJoin(engineCredits, eq(engineCredits.accountId, engineAccounts.id))
    .where(condition)
    .groupBy(engineAccounts.id)
    .orderBy(asc(engineAccounts.createdAt), asc(engineAccounts.id));
  return rows.map(({ account, credits, started }) => ({
    id: account.id,
    ownerRef: account.ownerRef,
    kind: account.kind,
    plan: account.plan,
    balanceCredits: isUnlimited(account.kind) ? null : credits + (started ? 0 : startCredits()),
    disabled: account.disabledAt !== null,
    createdAt: account.createdAt,
  }));
}
