import { v7 as uuidv7 } from "uuid";
import { signUp } from "#lib/accounts/sign-up";
import { listConnections } from "#lib/connections/list-connections";
import type { ConnectionView } from "#lib/contract/studio";

/** A new account and its preview connection. */
export async function newAccount(): Promise<{ userId: string; preview: ConnectionView }> {
  const email = `${uuidv7()}@example.test`;
  const { id: userId } = await signUp({ email, password: "correct horse", code: undefined, address: uuidv7() });
  const [preview] = await listConnections(userId);
  if (!preview) throw new Error("A new account has no connection");
  return { userId, preview };
}
