import { fetchJson } from "#lib/client/fetch-json";
import type { GenerationView } from "#lib/contract/studio";

/**
 * Generations by their ids, as they are now; those that are not there are left out. At most as many as
 * one question may name.
 */
export async function fetchGenerations(ids: readonly string[], signal: AbortSignal): Promise<GenerationView[]> {
  const { generationPoll, POLL_MAX_IDS } = await import("#lib/contract/studio");
  const query = ids.slice(0, POLL_MAX_IDS).join(",");
  const answer = await fetchJson(`/api/generations/poll?ids=${query}`, async () => generationPoll, signal);
  return answer.items;
}
