import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client";
import { users } from "#db/schema/users";
import { CONFIRM_ABOVE_CREDITS } from "#lib/domain/batches";

/** Above how many credits a user wants to be asked before a batch is bought. */
export async function confirmAboveOf(userId: string): Promise<number> {
  const db = await database();
  const [user] = await db.select({ credits: users.confirmAboveCredits }).from(users).where(eq(users.id, userId));
  return user?.credits ?? CONFIRM_ABOVE_CREDITS;
}

/** Sets it. */
export async function setConfirmAbove(userId: string, credits: number): Promise<number> {
  const db = await database();
  await db.update(users).set({ confirmAboveCredits: credits }).where(eq(users.id, userId));
  return credits;
}
