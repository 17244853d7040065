const POLL_MS = 1_500;
const HIDDEN_POLL_MS = 15_000;
const SLOWEST_POLL_MS = 30_000;

/** Milliseconds until the next poll: slower in a hidden tab, and doubled after each error in a row. */
export function pollDelayMs({ hidden, failures }: { hidden: boolean; failures: number }): number {
  const base = hidden ? HIDDEN_POLL_MS : POLL_MS;
  return Math.min(SLOWEST_POLL_MS, base * 2 ** Math.min(failures, 10));
}
