import { fetchJson } from "#lib/client/fetch-json";
import type { GenerationPoll, GenerationView } from "#lib/contract/studio";

/** Asks what became of generations and what moves in all. At most as many ids as one question may name. */
export async function pollGenerations(ids: readonly string[], signal: AbortSignal): Promise<GenerationPoll> {
  const { generationPoll } = await import("#lib/contract/studio");
  return fetchJson(`/api/generations/poll?ids=${ids.join(",")}`, async () => generationPoll, signal);
}

/** Generations by their ids, as they are now; those that are not there are left out. */
export async function fetchGenerations(ids: readonly string[], signal: AbortSignal): Promise<GenerationView[]> {
  const { POLL_MAX_IDS } = await import("#lib/contract/studio");
  return (await pollGenerations(ids.slice(0, POLL_MAX_IDS), signal)).items;
}
