import "server-only";
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations } from "#db/schema/generations";
import { connectionVersions } from "#db/schema/users";

/**
 * In a restored database, makes sure that nothing is paid for a second time: what was queued or being
 * sent when the backup was made may have been sent by the original since, and nobody here can know. So it
 * becomes `unknown`, its credits in doubt: it is never sent by itself, and its owner decides. Free previews
 * just go on; status reads and downloads, which cost nothing, too.
 * @returns how many there were
 */
export async function holdBackUnsent(tx: Database): Promise<number> {
  const currentVersion = tx
    .select({ id: connectionVersions.id })
    .from(connectionVersions)
    .where(eq(connectionVersions.connectionId, generations.connectionId))
    .orderBy(sql`${connectionVersions.number} desc`)
    .limit(1);
  const held = await tx
    .update(generations)
    .set({
      state: "unknown",
      errorCode: "RESTORED",
      leaseExpiresAt: null,
      nextAttemptAt: null,
      // A task id that was noted after the backup's moment, or is found elsewhere, is read with it.
      connectionVersionId: sql`coalesce(${generations.connectionVersionId}, (${currentVersion}))`,
    })
    .where(and(gt(generations.priceCredits, 0), inArray(generations.state, ["queued", "submitting"])))
    .returning({ id: generations.id });
  return held.length;
}
