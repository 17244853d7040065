import "server-only";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { engineAccounts, engineCredits } from "#db/schema/engine";
import { transaction } from "#db/transaction";
import { AppError } from "#lib/domain/app-error";
import { grantStartCredits } from "#lib/engine/grant-start-credits";
import { readBalance } from "#lib/engine/read-balance";

/** Keeps sums far within an integer. */
const MOST_CREDITS = 1_000_000_000;

/**
 * Adds credits to an account; a negative amount takes some away, at most down to zero.
 * @returns the new balance.
 * @throws {AppError} INVALID_INPUT for no whole number or one that would overdraw, NOT_FOUND.
 */
export async function grantCredits(accountId: string, credits: number, note?: string): Promise<number> {
  if (!Number.isInteger(credits) || credits === 0 || Math.abs(credits) > MOST_CREDITS) {
    throw new AppError("INVALID_INPUT", { detail: "credits must be a whole number other than 0" });
  }
  return transaction(async (tx) => {
    const [account] = await tx
      .select({ kind: engineAccounts.kind })
      .from(engineAccounts)
      .where(eq(engineAccounts.id, accountId))
      .for("update");
    if (!account) throw new AppError("NOT_FOUND", { detail: "no such account of the engine" });
    await grantStartCredits(tx, { accountId, kind: account.kind });
    const balance = (await readBalance(tx, accountId)) + credits;
    if (balance < 0) throw new AppError("INVALID_INPUT", { detail: "the account has fewer credits" });
    await tx.insert(engineCredits).values({ id: uuidv7(), accountId, kind: "grant", credits, note });
    return balance;
  });
}
