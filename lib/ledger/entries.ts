import "server-only";
import { and, eq, inArray, max, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { ledgerEntries } from "#db/schema/ledger";
import type { LedgerKind } from "#lib/domain/credits";

/** Whose credits, and for what. */
export interface Charge {
  userId: string;
  generationId: string;
}

/**
 * Entries of a kind are numbered. Two transactions that end the same hold at once arrive at the same
 * number, and the unique index lets one of them through.
 */
async function append(
  tx: Database,
  charge: Charge,
  entry: { kind: LedgerKind; heldDelta: number; spentDelta: number },
): Promise<void> {
  const [last] = await tx
    .select({ number: max(ledgerEntries.number) })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.generationId, charge.generationId), eq(ledgerEntries.kind, entry.kind)));
  await tx.insert(ledgerEntries).values({ id: uuidv7(), ...charge, ...entry, number: (last?.number ?? 0) + 1 });
}

/** Held and spent credits of one generation: sums of its entries. */
async function balanceOf(tx: Database, generationId: string): Promise<{ held: number; spent: number }> {
  const [sums] = await tx
    .select({
      held: sql`coalesce(sum(${ledgerEntries.heldDelta}), 0)`.mapWith(Number),
      spent: sql`coalesce(sum(${ledgerEntries.spentDelta}), 0)`.mapWith(Number),
    })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.generationId, generationId));
  return sums ?? { held: 0, spent: 0 };
}

/** Sets `credits` aside for a generation that is about to be bought. Free ones write nothing. */
export async function hold(tx: Database, charge: Charge, credits: number): Promise<void> {
  if (credits > 0) await append(tx, charge, { kind: "hold", heldDelta: credits, spentDelta: 0 });
}

/**
 * Holds exactly `credits` for a generation that goes on, whatever it had come to: a task id that came
 * after its hold was given back, settled or written off. The difference is a new `adjust`, never an edit.
 */
export async function holdAgain(tx: Database, charge: Charge, credits: number): Promise<void> {
  const { held, spent } = await balanceOf(tx, charge.generationId);
  if (held === credits && spent === 0) return;
  await append(tx, charge, { kind: "adjust", heldDelta: credits - held, spentDelta: -spent });
}

/** Makes `credits` what the generation has cost in all, and ends its hold. */
export async function settle(tx: Database, charge: Charge, credits: number): Promise<void> {
  const { held, spent } = await balanceOf(tx, charge.generationId);
  if (held > 0) await append(tx, charge, { kind: "settle", heldDelta: -held, spentDelta: credits - spent });
}

/** Gives a hold back: the provider certainly took nothing. */
export async function release(tx: Database, charge: Charge): Promise<void> {
  const { held } = await balanceOf(tx, charge.generationId);
  if (held > 0) await append(tx, charge, { kind: "release", heldDelta: -held, spentDelta: 0 });
}

/** `release` for many generations of one user, in one statement. */
export async function releaseAll(tx: Database, userId: string, generationIds: readonly string[]): Promise<void> {
  if (generationIds.length === 0) return;
  const held = sql`sum(${ledgerEntries.heldDelta})`.mapWith(Number);
  const holds = await tx
    .select({ generationId: ledgerEntries.generationId, held })
    .from(ledgerEntries)
    .where(inArray(ledgerEntries.generationId, [...generationIds]))
    .groupBy(ledgerEntries.generationId)
    .having(sql`sum(${ledgerEntries.heldDelta}) > 0`);
  if (holds.length === 0) return;
  await tx.insert(ledgerEntries).values(
    holds.map((hold) => ({
      id: uuidv7(),
      userId,
      generationId: hold.generationId,
      kind: "release" as const,
      heldDelta: -hold.held,
      spentDelta: 0,
    })),
  );
}

/** Counts a hold as spent: the user gave up finding out what became of it. */
export async function writeOff(tx: Database, charge: Charge): Promise<void> {
  const { held } = await balanceOf(tx, charge.generationId);
  if (held > 0) await append(tx, charge, { kind: "write_off", heldDelta: -held, spentDelta: held });
}
