import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { ledgerEntries } from "#db/schema/ledger";
import { users } from "#db/schema/users";
import type { Role } from "#lib/domain/roles";

interface UserSummary {
  id: string;
  email: string;
  role: Role;
  createdAt: string;
  disabledAt: string | null;
  generations: number;
  spentCredits: number;
}

/** Every account with what it has made and spent; for administrators. */
export async function listUsers(): Promise<UserSummary[]> {
  const db = await database();
  const made = db
    .select({ userId: generations.userId, n: sql`count(*)`.mapWith(Number).as("n") })
    .from(generations)
    .groupBy(generations.userId)
    .as("made");
  const spent = db
    .select({
      userId: ledgerEntries.userId,
      credits: sql`sum(${ledgerEntries.spentDelta})`.mapWith(Number).as("credits"),
    })
    .from(ledgerEntries)
    .groupBy(ledgerEntries.userId)
    .as("spent");
  const rows = await db
    .select({ user: users, n: made.n, credits: spent.credits })
    .from(users)
    .leftJoin(made, eq(made.userId, users.id))
    .leftJoin(spent, eq(spent.userId, users.id))
    .orderBy(asc(users.createdAt));
  return rows.map(({ user, n, credits }) => ({
    id: user.id,
    email: user.email,
    role: user.role,
    createdAt: user.createdAt.toISOString(),
    disabledAt: user.disabledAt?.toISOString() ?? null,
    generations: n ?? 0,
    spentCredits: credits ?? 0,
  }));
}
