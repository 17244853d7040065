import { partsOf } from "#lib/client/run-in-parts";
import type { Trashed } from "#lib/contract/organise";

/** Splits what is moved into or out of the trash into inputs of its actions, none too long. */
export function trashParts({ videoIds, generationIds }: Trashed): Trashed[] {
  return [
    ...partsOf(videoIds).map((part) => ({ videoIds: part, generationIds: [] })),
    ...partsOf(generationIds).map((part) => ({ videoIds: [], generationIds: part })),
  ];
}
