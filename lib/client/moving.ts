import type { MovingView } from "#lib/contract/studio";

/** Key of what is under way in all, as the server counted it last. */
export const MOVING_KEY = ["moving"] as const;

/** Key of the queue as its page shows it. */
export const QUEUE_KEY = ["queue"] as const;

export const NOTHING_MOVES: MovingView = { waiting: 0, sent: 0, saving: 0, limitedUntil: null, batchIds: [] };

/** How many run, for people: from asked for to made. */
export function runningCount({ waiting, sent }: MovingView): number {
  return waiting + sent;
}

/** Whether the server has anything to do. */
export function movesAtAll({ waiting, sent, saving }: MovingView): boolean {
  return waiting + sent + saving > 0;
}

/** Batches that moved before and do not any more. */
export function endedBatches(before: MovingView, after: MovingView): string[] {
  return before.batchIds.filter((id) => !after.batchIds.includes(id));
}
