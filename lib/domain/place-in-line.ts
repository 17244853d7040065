/** One that waits to be sent. */
interface Waiting {
  id: string;
  batchId: string;
  createdAt: Date;
  /** Tries that certainly sent nothing, in a row. */
  unsentTries: number;
}

const firstOf = (batch: Waiting[]) => Math.min(...batch.map(({ createdAt }) => createdAt.getTime()));
const inOrder = (one: string, other: string) => (one < other ? -1 : 1);

/**
 * Places, from 1, of what waits on one connection, as its turns are given away (`nextSubmission` in
 * `lib/generations/turns.ts`): the batch that was served longest ago gives one, then the next batch. Without
 * regard to when each is due, which changes by the second.
 * @param servedAt when a batch was last served; absent: not yet
 */
export function placesInLine(
  waiting: readonly Waiting[],
  servedAt: ReadonlyMap<string, Date>,
): ReadonlyMap<string, number> {
  const batches = [...Map.groupBy(waiting, ({ batchId }) => batchId)]
    .map(([id, members]) => ({
      id,
      servedMs: servedAt.get(id)?.getTime() ?? Number.NEGATIVE_INFINITY,
      firstMs: firstOf(members),
      members: members.toSorted(
        (one, other) =>
          other.unsentTries - one.unsentTries ||
          one.createdAt.getTime() - other.createdAt.getTime() ||
          inOrder(one.id, other.id),
      ),
    }))
    .sort((one, other) =>
      one.servedMs === other.servedMs
        ? one.firstMs - other.firstMs || inOrder(one.id, other.id)
        : one.servedMs - other.servedMs,
    );
  const places = new Map<string, number>();
  for (let round = 0; places.size < waiting.length; round += 1) {
    for (const { members } of batches) {
      const next = members[round];
      if (next) places.set(next.id, places.size + 1);
    }
  }
  return places;
}
