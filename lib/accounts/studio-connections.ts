import "server-only";
import { listConnections } from "#lib/connections/list-connections";
import type { ConnectionView } from "#lib/contract/studio";
import { listAccountsOf } from "#lib/engine/list-accounts";

/** A user's connections, with the preview credits that are left where the administrator made previews cost something. */
export async function listStudioConnections(userId: string): Promise<ConnectionView[]> {
  const [connections, accounts] = await Promise.all([listConnections(userId), listAccountsOf(userId)]);
  const previewCredits = accounts.find(({ kind }) => kind === "studio")?.balanceCredits ?? null;
  return connections.map((connection) =>
    connection.kind === "preview" ? { ...connection, previewCredits } : connection,
  );
}
