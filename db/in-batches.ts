import "server-only";
import { setImmediate } from "node:timers/promises";

interface Waiting<Item, Outcome> {
  item: Item;
  resolve(outcome: Outcome | Promise<Outcome>): void;
  reject(error: unknown): void;
}

/** Does `work` for many items at once; the outcomes in the order of the items. One that is still a promise holds up nobody else. */
type Work<Item, Outcome> = (items: Item[]) => Promise<(Outcome | Promise<Outcome>)[]>;

/**
 * A function that does its work for all callers of one moment together, at most `most` at once: for what
 * costs the database a round trip and a commit however many it is for. A batch begins once a turn of the
 * event loop has brought no further caller, and takes in those who came while the last was under way. (The
 * embedded database answers before other connections are read at all: without that turn, each would go alone.)
 * Where `work` throws, every caller of its batch is told so.
 */
export function inBatches<Item, Outcome>(most: number, work: Work<Item, Outcome>): (item: Item) => Promise<Outcome> {
  const waiting: Waiting<Item, Outcome>[] = [];
  let underWay = false;

  const gather = async () => {
    for (let before = 0; before < waiting.length && waiting.length < most; await setImmediate()) {
      before = waiting.length;
    }
  };
  const workOff = async () => {
    underWay = true;
    while (waiting.length > 0) {
      await gather();
      const batch = waiting.splice(0, most);
      try {
        const outcomes = await work(batch.map(({ item }) => item));
        if (outcomes.length !== batch.length) throw new Error(`${outcomes.length} outcomes of ${batch.length} items`);
        for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(outcome);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    underWay = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!underWay) void workOff();
    });
}
