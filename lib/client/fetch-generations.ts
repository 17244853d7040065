import { fetchJson } from "#lib/client/fetch-json";
import type { GenerationPoll, GenerationView } from "#lib/contract/studio";

/** Asks what became of generations and what moves in all. At most as many ids as one question may name. */
export async function pollGenerations(ids: readonly string[], signal: AbortSignal): Promise<GenerationPoll> {
  const { generationPoll } = await import("#lib/contract/studio");
  return fetchJson(`/api/generations/poll?ids=${ids.join(",")}`, async () => generationPoll, signal);
}

/** Generations by their ids, as they are now; those that are not there are left out. Asks more than once for many. */
export async function fetchGenerations(ids: readonly string[], signal: AbortSignal): Promise<GenerationView[]> {
  const { POLL_MAX_IDS } = await import("#lib/contract/studio");
  const views: GenerationView[] = [];
  for (let from = 0; from < ids.length; from += POLL_MAX_IDS) {
    views.push(...(await pollGenerations(ids.slice(from, from + POLL_MAX_IDS), signal)).items);
  }
  return views;
}
