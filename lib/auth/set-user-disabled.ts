import "server-only";
import { eq } from "drizzle-orm";
import { users } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { revokeAllSessions } from "#lib/auth/end-session";
import { AppError } from "#lib/domain/app-error";

/**
 * Disables an account, which ends its sign-ins at once, or enables it again. What it has in flight goes
 * on: it was paid for.
 * @throws {AppError} NOT_FOUND; FORBIDDEN for the administrator's own account.
 */
export async function setUserDisabled(adminId: string, userId: string, disabled: boolean): Promise<void> {
  if (adminId === userId) throw new AppError("FORBIDDEN");
  await transaction(async (tx) => {
    const changed = await tx
      .update(users)
      .set({ disabledAt: disabled ? new Date() : null })
      .where(eq(users.id, userId))
      .returning({ id: users.id });
    if (changed.length === 0) throw new AppError("NOT_FOUND");
    if (disabled) await revokeAllSessions(tx, userId);
  });
}
