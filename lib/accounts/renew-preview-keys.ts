import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "#db/client";
import { connections } from "#db/schema/users";
import { addVersion } from "#lib/connections/add-version";
import { currentVersion } from "#lib/connections/find-connection";
import { openTarget } from "#lib/connections/target";
import { issueStudioKey } from "#lib/engine/issue-studio-key";

/**
 * Gives every connection to the built-in engine whose key can't be used any more (its secret is gone) a new
 * one, so that previews need nobody's help.
 * @returns how many there were
 */
export async function renewPreviewKeys(tx: Database): Promise<number> {
  const previews = await tx
    .select({ id: connections.id, userId: connections.userId })
    .from(connections)
    .where(and(eq(connections.kind, "preview"), isNull(connections.deletedAt)));
  let renewed = 0;
  for (const { id, userId } of previews) {
    const version = await currentVersion(tx, id);
    if (version && openTarget(version)) continue;
    await addVersion(tx, id, { baseUrl: null, token: await issueStudioKey(tx, userId) });
    renewed += 1;
  }
  return renewed;
}
