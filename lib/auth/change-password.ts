import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client";
import { users } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { revokeAllSessions } from "#lib/auth/end-session";
import { countUse } from "#lib/auth/limits";
import { hashPassword, passwordMatches } from "#lib/auth/password";
import { AppError } from "#lib/domain/app-error";

/**
 * Changes a user's own password and ends all their other sign-ins.
 * @throws {AppError} WRONG_CREDENTIALS, TOO_MANY_REQUESTS
 */
export async function changePassword(
  userId: string,
  sessionId: string,
  input: { currentPassword: string; newPassword: string },
): Promise<void> {
  await countUse("visitorSignIns", userId);
  const [user] = await (await database()).select().from(users).where(eq(users.id, userId));
  if (!(await passwordMatches(input.currentPassword, user?.passwordHash))) throw new AppError("WRONG_CREDENTIALS");
  await setPassword(userId, input.newPassword, sessionId);
}

/** Sets a password without asking for the old one, and ends sign-ins: for `changePassword` and the command line. */
export async function setPassword(userId: string, password: string, exceptSessionId?: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
    await revokeAllSessions(tx, userId, exceptSessionId);
  });
}
