/** Places of a question that are kept for what waits, where there is more than it may name. */
const KEPT_FOR_WAITING = 20;

function inTurns(ids: readonly string[], places: number, round: number): string[] {
  if (ids.length <= places) return [...ids];
  const start = (round * places) % ids.length;
  return Array.from({ length: places }, (_, place) => ids[(start + place) % ids.length] ?? "");
}

/**
 * Which of the generations that move a question names: all where it can; else what was sent before what
 * waits, each in turns by the number of the question.
 */
export function idsToAsk(moving: readonly { id: string; state: string }[], most: number, round: number): string[] {
  const idsOf = (isWaiting: boolean) =>
    moving.filter(({ state }) => (state === "queued") === isWaiting).map(({ id }) => id);
  const waiting = idsOf(true);
  const sent = inTurns(idsOf(false), most - Math.min(waiting.length, KEPT_FOR_WAITING), round);
  return [...sent, ...inTurns(waiting, most - sent.length, round)];
}
