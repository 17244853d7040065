import "server-only";
import { inBatches } from "#db/in-batches";
import { runStatement } from "#db/statement";

/** An order as the database's `engine_accept_task` takes it. */
export interface Order {
  account: string;
  task: string;
  mode: string;
  prompt: string;
  ratio: string;
  images: string[];
  seed: number;
  /** In credits; 0 where the account pays nothing. */
  price: number;
  /** Id of the entry that charges it. */
  charge: string;
}

const ONE = {
  name: "engine_accept",
  text: "select engine_accept_task($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9) as accepted",
};
const MANY = {
  name: "engine_accept_many",
  text: `
    select o.task, engine_accept_task(
      o.account, o.task, o.mode, o.prompt, o.ratio, o.images, o.seed, o.price, o.charge
    ) as accepted
    from jsonb_to_recordset($1::jsonb) as o(
      account uuid, task text, mode text, prompt text, ratio text, images jsonb, seed integer, price integer, charge uuid
    )`,
};

/** So that one answer never waits for many others. */
const MOST_TOGETHER = 32;

/**
 * Records an order and takes its price in one commit with the other orders of the moment. A commit waits for
 * the disk, and takes thirty orders in the time of one.
 * @returns once that is committed; false, with nothing recorded, where the balance is too low
 */
export const recordTogether = inBatches<Order, boolean>(MOST_TOGETHER, async (orders) => {
  if (orders.length === 1) return orders.map(recordOne);
  try {
    const accepted = await recordMany(orders);
    return orders.map(({ task }) => accepted.has(task));
  } catch {
    // Nothing of it was recorded. An order that the database refuses takes no other with it, and if all of
    // it was committed after all, the ids of tasks let nothing be charged twice.
    return orders.map(recordOne);
  }
});

/** Ids of the tasks that were accepted. */
async function recordMany(orders: readonly Order[]): Promise<Set<string>> {
  // Accounts are locked in the same order by every process, so that none waits for another in a circle.
  const sorted = orders.toSorted((a, b) => (a.account < b.account ? -1 : a.account > b.account ? 1 : 0));
  const rows = await runStatement<{ task: string; accepted: boolean }>(MANY, [JSON.stringify(sorted)]);
  return new Set(rows.filter(({ accepted }) => accepted).map(({ task }) => task));
}

async function recordOne({ account, task, mode, prompt, ratio, images, seed, price, charge }: Order): Promise<boolean> {
  const values = [account, task, mode, prompt, ratio, JSON.stringify(images), seed, price, charge];
  const [row] = await runStatement<{ accepted: boolean }>(ONE, values);
  return row?.accepted === true;
}
