import "server-only";
import { setUserDisabled } from "#lib/auth/set-user-disabled";
import { listAccountsOf } from "#lib/engine/list-accounts";
import { setAccountDisabled as setEngineAccountDisabled } from "#lib/engine/set-account-disabled";

/**
 * Disables an account on both sides of the fence, or enables it again: its sign-ins end, and its keys of
 * the built-in API are refused. Its preview account goes on, as what is in flight does.
 * @throws {AppError} as `setUserDisabled` does
 */
export async function setAccountDisabled(adminId: string, userId: string, disabled: boolean): Promise<void> {
  await setUserDisabled(adminId, userId, disabled);
  for (const account of await listAccountsOf(userId)) {
    if (account.kind === "api") await setEngineAccountDisabled(account.id, disabled);
  }
}
