import { fetchJson } from "#lib/client/fetch-json";
import { asTyped, readTyped } from "#lib/client/typed-templates";
import { promptHistory } from "#lib/contract/prompts";

/** A walk through one's own prompts, which began at the words that stood in the bar. */
export interface HistoryWalk {
  typed: string;
  /** The latest first, as they are written into the bar. */
  prompts: readonly string[];
  /** Where the walk is; -1 at the words it began at. */
  place: number;
}

/** Begins a walk at `typed`. */
export async function beginWalk(typed: string): Promise<HistoryWalk> {
  const { prompts } = await fetchJson("/api/prompts/history", async () => promptHistory);
  return { typed, prompts: asTyped(prompts, readTyped()).filter((prompt) => prompt !== typed), place: -1 };
}

/** One step further back (`1`) or forth (`-1`); it stays at either end. */
export function step(walk: HistoryWalk, by: 1 | -1): HistoryWalk {
  return { ...walk, place: Math.max(-1, Math.min(walk.prompts.length - 1, walk.place + by)) };
}

/** The words at which a walk is. */
export function wordsAt({ prompts, place, typed }: HistoryWalk): string {
  return prompts[place] ?? typed;
}
