import "server-only";
import { inBatches } from "#db/in-batches";
import { runStatement } from "#db/statement";
import type { EngineAccountKind, Plan } from "#lib/domain/plans";
import type { Account } from "#lib/engine/account";
import type { KnownTask } from "#lib/engine/task-cache";

interface Request {
  /** Of the key. */
  hash: string;
  /** What it asks for, of the form of an id; null for nothing. */
  taskId: string | null;
}

/** A request whose key is in force, counted. */
interface Admitted {
  account: Account;
  keyId: string;
  lastUsedAt: Date | null;
  /** Requests of the account in this window, up to and with this one. */
  points: number;
  /** Until the window ends. */
  resetMs: number;
  /** The account's own task of that id. */
  task: KnownTask | null;
}

interface AdmittedRow {
  /** Place among the requests, from 1; 64-bit numbers come as text. */
  number: string;
  key_id: string;
  last_used_at: Date | null;
  account_id: string;
  kind: EngineAccountKind;
  plan: Plan;
  disabled: boolean;
  points: number;
  /** Epoch milliseconds. */
  expire: string;
  task: (Omit<KnownTask, "createdAt"> & { createdAt: string }) | null;
}

const WINDOW_MS = 60_000;

/**
 * Counts by the rule, in the table and under the keys of rate-limiter-flexible, as `consumeLimit` would:
 * one point a request in a fixed window, which the first request after its end begins anew. Requests of one
 * account are added in one go, and each is told the count up to itself. Counters are locked in the order of
 * their keys by every process, so that none waits for another in a circle.
 */
const ADMIT = {
  name: "engine_admit",
  text: `
    with caller as (
      select asked.number, asked.task_id, k.id as key_id, k.last_used_at, a.id as account_id, a.kind, a.plan,
        a.disabled_at is not null as disabled, 'engine-' || a.plan || ':' || a.id as counter
      from unnest($1::text[], $2::text[]) with ordinality as asked (hash, task_id, number)
        join engine_keys k on k.hash = asked.hash and k.revoked_at is null
        join engine_accounts a on a.id = k.account_id
    ), counted as (
      insert into rate_limits as held (key, points, expire)
      select caller.counter, count(*), $3::bigint + ${WINDOW_MS} from caller group by caller.counter order by caller.counter
      on conflict (key) do update set
        points = case when held.expire <= $3::bigint then excluded.points else held.points + excluded.points end,
        expire = case when held.expire <= $3::bigint then excluded.expire else held.expire end
      returning key, points, expire
    )
    select caller.number, caller.key_id, caller.last_used_at, caller.account_id, caller.kind, caller.plan, caller.disabled,
      counted.expire,
      -- Without those of its account that came after it.
      counted.points - row_number() over (partition by caller.counter order by caller.number desc)::integer + 1 as points,
      (
        select json_build_object(
          'accountId', t.account_id, 'mode', t.mode, 'prompt', t.prompt, 'ratio', t.ratio, 'images', t.images,
          'state', t.state, 'errorMessage', t.error_message, 'consumedCredits', t.consumed_credits,
          'createdAt', t.created_at,
          'outputIds', array(select o.id from engine_outputs o where o.task_id = t.id order by o.number)
        ) from engine_tasks t where t.id = caller.task_id and t.account_id = caller.account_id
      ) as task
    from caller join counted on counted.key = caller.counter`,
};

/** So that one answer never waits for many others. */
const MOST_TOGETHER = 32;

/**
 * Counts a request against the plan of the account that its key speaks for, and reads the task that it asks
 * for, on PostgreSQL: one statement for all requests of the moment, which sees every key that was revoked
 * before it began. Null for a key that is not in force.
 */
export const admitTogether = inBatches<Request, Admitted | null>(MOST_TOGETHER, async (requests) => {
  const now = Date.now();
  const hashes = requests.map(({ hash }) => hash);
  const taskIds = requests.map(({ taskId }) => taskId);
  const rows = await runStatement<AdmittedRow>(ADMIT, [hashes, taskIds, now]);
  const admitted = new Map(rows.map((row) => [Number(row.number), admittedOf(row, now)]));
  return requests.map((_, index) => admitted.get(index + 1) ?? null);
});

function admittedOf(row: AdmittedRow, now: number): Admitted {
  const { account_id: id, kind, plan, disabled, points, task } = row;
  return {
    account: { id, kind, plan, disabled },
    keyId: row.key_id,
    lastUsedAt: row.last_used_at,
    points,
    resetMs: Math.max(Number(row.expire) - now, 0),
    task: task && { ...task, createdAt: new Date(task.createdAt) },
  };
}
