import "server-only";
import { and, eq, isNull, max } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { connectionVersions } from "#db/schema/users";
import { sealToken } from "#lib/auth/token-vault";
import type { VersionRow } from "#lib/connections/find-connection";

/** Saves base URL and token as a connection's new current version and retires the one before. */
export async function addVersion(
  tx: Database,
  connectionId: string,
  saved: { baseUrl: string | null; token: string },
): Promise<VersionRow> {
  const [last] = await tx
    .select({ number: max(connectionVersions.number) })
    .from(connectionVersions)
    .where(eq(connectionVersions.connectionId, connectionId));
  await retireVersions(tx, connectionId);
  const [version] = await tx
    .insert(connectionVersions)
    .values({
      id: uuidv7(),
      connectionId,
      number: (last?.number ?? 0) + 1,
      baseUrl: saved.baseUrl,
      tokenSealed: sealToken(saved.token, connectionId),
      tokenLast4: saved.token.slice(-4),
    })
    .returning();
  if (!version) throw new Error("The connection's version was not saved");
  return version;
}

/** No new call uses a connection's versions any more; their tokens stay until the last task that needs them is done. */
export async function retireVersions(tx: Database, connectionId: string): Promise<void> {
  await tx
    .update(connectionVersions)
    .set({ retiredAt: new Date() })
    .where(and(eq(connectionVersions.connectionId, connectionId), isNull(connectionVersions.retiredAt)));
}
