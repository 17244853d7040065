import "server-only";
import { transaction } from "#db/transaction";
import { createUser } from "#lib/auth/create-user";
import { countUse } from "#lib/auth/limits";
import { hashPassword } from "#lib/auth/password";
import { addPreviewConnection } from "#lib/connections/add-preview-connection";
import { issueStudioKey } from "#lib/engine/issue-studio-key";

interface SignUp {
  email: string;
  password: string;
  code: string | undefined;
  address: string;
}

/**
 * Creates an account that works at once: with its connection to the built-in engine. The one place
 * where the studio asks the engine for a key; from there on it is a client like any other.
 * @throws {AppError} TOO_MANY_REQUESTS, and what `createUser` throws
 */
export async function signUp({ email, password, code, address }: SignUp): Promise<{ id: string }> {
  await countUse("addressSignUps", address);
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const user = await createUser(tx, { email, passwordHash, code });
    await addPreviewConnection(tx, user.id, await issueStudioKey(tx, user.id));
    return user;
  });
}
