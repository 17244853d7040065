import "server-only";
import { databaseHandle } from "#db/client";
import { REQUESTS_PER_MINUTE } from "#lib/domain/plans";
import type { Account } from "#lib/engine/account";
import { admitTogether } from "#lib/engine/admit-together";
import { authenticateKey, noteUse, unauthorized } from "#lib/engine/authenticate-key";
import { consumeLimit, type LimitState } from "#lib/engine/consume-limit";
import { bearerKey, hashKey } from "#lib/engine/key-secret";
import { isTaskId } from "#lib/engine/look-up-task";
import type { KnownTask } from "#lib/engine/task-cache";

/** A caller whose key is good, with this request counted against its plan. */
export interface Admission {
  account: Account;
  limit: LimitState;
  /** The caller's own task of that id; null where there is none, undefined where it was not looked for. */
  task?: KnownTask | null;
}

/**
 * Finds out who calls and counts the request. A disabled account, or one over its limit, is returned as
 * such, since its answer still carries the headers of its limit. On PostgreSQL one round trip does it
 * all for the callers of one moment and brings their tasks along; the embedded database's process has keys and counters in memory.
 * @throws {ApiError} UNAUTHORIZED for no, a malformed, an unknown or a revoked key; it does not say which.
 */
export async function admitCaller(authorization: string | null, taskId?: string | null): Promise<Admission> {
  const { driver } = await databaseHandle();
  if (driver.kind === "postgres") return admitInOneTrip(authorization, taskId);
  const account = await authenticateKey(authorization);
  return { account, limit: await consumeLimit(account) };
}

async function admitInOneTrip(authorization: string | null, taskId: string | null | undefined): Promise<Admission> {
  const key = bearerKey(authorization);
  if (!key) throw unauthorized();
  const wanted = taskId && isTaskId(taskId) ? taskId : null;
  const admitted = await admitTogether({ hash: hashKey(key), taskId: wanted });
  if (!admitted) throw unauthorized();
  const { account, keyId, lastUsedAt, points, resetMs, task } = admitted;
  await noteUse({ keyId, lastUsedAt });
  const limit = REQUESTS_PER_MINUTE[account.plan];
  return { account, limit: { exceeded: points > limit, limit, remaining: Math.max(limit - points, 0), resetMs }, task };
}
