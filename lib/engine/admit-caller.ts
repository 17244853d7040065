import "server-only";
import { databaseHandle } from "#db/client";
import { runStatement } from "#db/statement";
import { type EngineAccountKind, type Plan, REQUESTS_PER_MINUTE } from "#lib/domain/plans";
import type { Account } from "#lib/engine/account";
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
 * all and brings the task along; the embedded database's process has keys and counters in memory.
 * @throws {ApiError} UNAUTHORIZED for no, a malformed, an unknown or a revoked key; it does not say which.
 */
export async function admitCaller(authorization: string | null, taskId?: string | null): Promise<Admission> {
  const { driver } = await databaseHandle();
  if (driver.kind === "postgres") return admitInOneTrip(authorization, taskId);
  const account = await authenticateKey(authorization);
  return { account, limit: await consumeLimit(account) };
}

interface AdmittedRow {
  key_id: string;
  last_used_at: Date | null;
  account_id: string;
  kind: EngineAccountKind;
  plan: Plan;
  disabled: boolean;
  points: number;
  /** Epoch milliseconds; a 64-bit number comes as text. */
  expire: string;
  task: (Omit<KnownTask, "createdAt"> & { createdAt: string }) | null;
}

const WINDOW_MS = 60_000;

/**
 * Counts by the rule, in the table and under the keys of rate-limiter-flexible, as `consumeLimit` would:
 * one point a request in a fixed window, which the first request after its end begins anew.
 */
const ADMIT = {
  name: "engine_admit",
  text: `
    with caller as (
      select k.id as key_id, k.last_used_at, a.id as account_id, a.kind, a.plan, a.disabled_at is not null as disabled
      from engine_keys k join engine_accounts a on a.id = k.account_id
      where k.hash = $1 and k.revoked_at is null
    ), counted as (
      insert into rate_limits as counter (key, points, expire)
      select 'engine-' || caller.plan || ':' || caller.account_id, 1, $2::bigint + ${WINDOW_MS} from caller
      on conflict (key) do update set
        points = case when counter.expire <= $2::bigint then 1 else counter.points + 1 end,
        expire = case when counter.expire <= $2::bigint then excluded.expire else counter.expire end
      returning points, expire
    )
    select caller.*, counted.*, (
      select json_build_object(
        'accountId', t.account_id, 'mode', t.mode, 'prompt', t.prompt, 'ratio', t.ratio, 'images', t.images,
        'state', t.state, 'errorMessage', t.error_message, 'consumedCredits', t.consumed_credits,
        'createdAt', t.created_at,
        'outputIds', array(select o.id from engine_outputs o where o.task_id = t.id order by o.number)
      ) from engine_tasks t where t.id = $3 and t.account_id = caller.account_id
    ) as task
    from caller cross join counted`,
};

async function admitInOneTrip(authorization: string | null, taskId: string | null | undefined): Promise<Admission> {
  const key = bearerKey(authorization);
  if (!key) throw unauthorized();
  const now = Date.now();
  const wanted = taskId && isTaskId(taskId) ? taskId : null;
  const [row] = await runStatement<AdmittedRow>(ADMIT, [hashKey(key), now, wanted]);
  if (!row) throw unauthorized();
  const { account_id: id, kind, plan, disabled, points, task } = row;
  await noteUse({ keyId: row.key_id, lastUsedAt: row.last_used_at });
  const limit = REQUESTS_PER_MINUTE[plan];
  return {
    account: { id, kind, plan, disabled },
    limit: {
      exceeded: points > limit,
      limit,
      remaining: Math.max(limit - points, 0),
      resetMs: Math.max(Number(row.expire) - now, 0),
    },
    task: wanted && task ? { ...task, createdAt: new Date(task.createdAt) } : null,
  };
}
