import { availableParallelism } from "node:os";

/** Clips drawn at once by a process: as set, otherwise all cores but one, and one at least. */
export function renderConcurrency(setting: number | undefined, cores = availableParallelism()): number {
  return setting ?? Math.max(1, cores - 1);
}
