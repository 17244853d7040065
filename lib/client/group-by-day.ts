import type { GenerationView } from "#lib/contract/studio";

/** The generations of one calendar day, in the order they came. */
export interface Day {
  /** `YYYY-MM-DD` in the reader's time zone. */
  date: string;
  generations: GenerationView[];
}

/** The calendar day of an instant in a time zone, as `YYYY-MM-DD`. */
export function dayIn(timeZone: string): (instant: string | Date) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (instant) => format.format(typeof instant === "string" ? new Date(instant) : instant);
}

/** Splits a list that is newest first into its days. */
export function groupByDay(generations: readonly GenerationView[], timeZone: string): Day[] {
  const dayOf = dayIn(timeZone);
  const days: Day[] = [];
  for (const generation of generations) {
    const date = dayOf(generation.createdAt);
    const last = days.at(-1);
    if (last?.date === date) last.generations.push(generation);
    else days.push({ date, generations: [generation] });
  }
  return days;
}
