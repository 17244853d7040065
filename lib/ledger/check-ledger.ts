import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client";

/** What an account holds, has in doubt and has spent, in credits. `held` is without what is in doubt. */
interface Balance {
  held: number;
  inDoubt: number;
  spent: number;
}

/** An account whose credits are not what its generations say. */
interface WrongAccount {
  userId: string;
  /** What its entries add up to. */
  ledger: Balance;
  /** What its generations say. */
  said: Balance;
}

interface WrongGeneration {
  generationId: string;
  userId: string;
  state: string;
  creditCertainty: string | null;
  saidHeld: number;
  /** Null: it has ended and does not say what it cost. */
  saidSpent: number | null;
  ledgerHeld: number;
  ledgerSpent: number;
  /** Some of its entries stand on another account. */
  ofAnother: boolean;
}

export interface LedgerReport {
  accounts: number;
  generations: number;
  /** Of all accounts together, as the entries add up. */
  total: Balance;
  /** Empty where the ledger balances, as the next. */
  wrongAccounts: WrongAccount[];
  wrongGenerations: WrongGeneration[];
}

/**
 * What each generation says of its credits, beside what its entries add up to.
 *
 * - Its credits are *open* while it is `queued`, `submitting`, `waiting`, `running` or `unknown`, and
 *   after it `failed` while its bill is `in_doubt`. Open: its whole price is held, and nothing is spent.
 * - Otherwise (`succeeded`, `failed`, `dismissed`, `cancelled`) nothing is held, and what is spent is its
 *   `consumed_credits`, which must be there.
 * - What is held is *in doubt* while it is `unknown` or its bill is `in_doubt`.
 */
const standing = sql`
  select g.id as generation_id, g.user_id, g.state, g.credit_certainty,
    g.state = 'unknown' or g.credit_certainty is not distinct from 'in_doubt' as in_doubt,
    case when open.is_open then g.price_credits else 0 end as said_held,
    case when open.is_open then 0 else g.consumed_credits end as said_spent,
    coalesce(entered.held, 0)::int as ledger_held,
    coalesce(entered.spent, 0)::int as ledger_spent,
    coalesce(entered.of_another, false) as of_another
  from generations g
  cross join lateral (
    select g.state in ('queued', 'submitting', 'waiting', 'running', 'unknown')
      or (g.state = 'failed' and g.credit_certainty is not distinct from 'in_doubt') as is_open
  ) open
  left join lateral (
    select sum(e.held_delta) as held, sum(e.spent_delta) as spent, bool_or(e.user_id <> g.user_id) as of_another
    from ledger_entries e where e.generation_id = g.id
  ) entered on true`;

const balance = (side: "ledger" | "said") =>
  sql.raw(`
  coalesce(sum(${side}_held) filter (where not in_doubt), 0)::int as ${side}_held,
  coalesce(sum(${side}_held) filter (where in_doubt), 0)::int as ${side}_in_doubt,
  coalesce(sum(${side}_spent), 0)::int as ${side}_spent`);

interface AccountRow extends Record<string, unknown> {
  user_id: string;
  generations: number;
  ledger_held: number;
  ledger_in_doubt: number;
  ledger_spent: number;
  said_held: number;
  said_in_doubt: number;
  said_spent: number;
  wrong: StandingRow[] | null;
}

interface StandingRow {
  generation_id: string;
  user_id: string;
  state: string;
  credit_certainty: string | null;
  said_held: number;
  said_spent: number | null;
  ledger_held: number;
  ledger_spent: number;
  of_another: boolean;
}

/**
 * Checks that the ledger balances: for every generation, and therefore for every account at any moment,
 * held + in doubt + settled of its entries is what the generations say (the statement above). Reads
 * all of it in one statement, which sees one moment, so that it can run beside a working server.
 */
export async function checkLedger(db: Database): Promise<LedgerReport> {
  const { rows } = await db.execute<AccountRow>(sql`
    select user_id, count(*)::int as generations, ${balance("ledger")}, ${balance("said")},
      json_agg(standing order by generation_id)
        filter (where of_another or ledger_held <> said_held or ledger_spent is distinct from said_spent) as wrong
    from (${standing}) standing group by user_id order by user_id`);
  const total = { held: 0, inDoubt: 0, spent: 0 };
  for (const row of rows) {
    total.held += row.ledger_held;
    total.inDoubt += row.ledger_in_doubt;
    total.spent += row.ledger_spent;
  }
  return {
    accounts: rows.length,
    generations: rows.reduce((sum, row) => sum + row.generations, 0),
    total,
    wrongAccounts: rows.filter(({ wrong }) => wrong !== null).map(accountOf),
    wrongGenerations: rows.flatMap(({ wrong }) => wrong ?? []).map(generationOf),
  };
}

function accountOf(row: AccountRow): WrongAccount {
  return {
    userId: row.user_id,
    ledger: { held: row.ledger_held, inDoubt: row.ledger_in_doubt, spent: row.ledger_spent },
    said: { held: row.said_held, inDoubt: row.said_in_doubt, spent: row.said_spent },
  };
}

function generationOf(row: StandingRow): WrongGeneration {
  return {
    generationId: row.generation_id,
    userId: row.user_id,
    state: row.state,
    creditCertainty: row.credit_certainty,
    saidHeld: row.said_held,
    saidSpent: row.said_spent,
    ledgerHeld: row.ledger_held,
    ledgerSpent: row.ledger_spent,
    ofAnother: row.of_another,
  };
}
