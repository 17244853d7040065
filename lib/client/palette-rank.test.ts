import { expect, it } from "vitest";
import { FOUND, paletteRank, SEARCH_ALL } from "#lib/client/palette-rank";

const ITEMS: [id: string, words: string[]][] = [
  [SEARCH_ALL, ["Search the library"]],
  [`${FOUND}1`, ["a dark theme park by the light of a queue of lanterns"]],
  ["page queue", ["Queue", "go to open"]],
  ["theme dark", ["Theme: Dark"]],
  ["theme light", ["Theme: Light"]],
  ["connection fade-beef", ["Pause Preview engine", "Queue"]],
];

/** In the place of cmdk's rule, which comes with its components. */
const fit = (label: string, typed: string, others: string[] = []) =>
  [label, ...others].some((word) => word.toLowerCase().includes(typed)) ? typed.length / label.length : 0;

/** Ids of what fits, best first. */
const fitting = (typed: string) =>
  ITEMS.map(([id, words]) => ({ id, rank: paletteRank(fit, id, typed, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank)
    .map(({ id }) => id);

it("puts an action that is typed in front of prompts that have its words, and the whole library last", () => {
  expect(fitting("theme: light")[0]).toBe("theme light");
  expect(fitting("queue")[0]).toBe("page queue");
  expect(fitting("pause")[0]).toBe("connection fade-beef");
  expect(fitting("dark").slice(-2)).toEqual([`${FOUND}1`, SEARCH_ALL]);
});

it("keeps what the server found for words that are nowhere in it, and finds nothing by ids", () => {
  expect(fitting("kettel")).toEqual([`${FOUND}1`, SEARCH_ALL]);
  expect(fitting("beef")).toEqual([`${FOUND}1`, SEARCH_ALL]);
});
