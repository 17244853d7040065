import { expect, it } from "vitest";
import { type HistoryWalk, step, wordsAt } from "#lib/client/walk-history";

it("goes back to the first prompt and forth to the words that were typed", () => {
  let walk: HistoryWalk = { typed: "a draft", prompts: ["latest", "older"], place: -1 };
  const words = ([1, 1, 1, -1, -1, -1, 1] as const).map((by) => {
    walk = step(walk, by);
    return wordsAt(walk);
  });
  expect(words).toEqual(["latest", "older", "older", "latest", "a draft", "a draft", "latest"]);
});
