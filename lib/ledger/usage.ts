import "server-only";
import { and, count, eq, isNull, or, sql } from "drizzle-orm";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { ledgerEntries } from "#db/schema/ledger";
import type { UsageView } from "#lib/contract/studio";

/** What an account has spent, holds and has in doubt: sums of its ledger entries, plus how much it made. */
export async function usageOf(userId: string): Promise<UsageView> {
  const db = await database();
  const inDoubt = or(eq(generations.state, "unknown"), eq(generations.creditCertainty, "in_doubt"));
  const [credits] = await db
    .select({
      spent: sql`coalesce(sum(${ledgerEntries.spentDelta}), 0)`.mapWith(Number),
      held: sql`coalesce(sum(${ledgerEntries.heldDelta}), 0)`.mapWith(Number),
      inDoubt: sql`coalesce(sum(${ledgerEntries.heldDelta}) filter (where ${inDoubt}), 0)`.mapWith(Number),
    })
    .from(ledgerEntries)
    .innerJoin(generations, eq(generations.id, ledgerEntries.generationId))
    .where(eq(ledgerEntries.userId, userId));
  const [made] = await db
    .select({ n: count() })
    .from(generations)
    .where(and(eq(generations.userId, userId), sql`${generations.relation} is distinct from 'stitch'`));
  const [kept] = await db
    .select({ n: count() })
    .from(videos)
    .where(and(eq(videos.userId, userId), eq(videos.archiveState, "ready"), isNull(videos.deletedAt)));
  const inDoubtCredits = credits?.inDoubt ?? 0;
  return {
    spentCredits: credits?.spent ?? 0,
    heldCredits: (credits?.held ?? 0) - inDoubtCredits,
    inDoubtCredits,
    generations: made?.n ?? 0,
    videos: kept?.n ?? 0,
  };
}
