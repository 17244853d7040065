import { expect, it } from "vitest";
import { searchTerms } from "#lib/generations/search-terms";

it("splits words at spaces, and says which may be misspelt", () => {
  expect(searchTerms("  red  lighthouse red ")).toEqual([
    { text: "red", pairs: [], tolerant: false },
    { text: "lighthouse", pairs: [], tolerant: true },
  ]);
});

it("splits Chinese into pairs of characters, and from what stands beside it", () => {
  expect(searchTerms("4k森林小屋")).toEqual([
    { text: "4k", pairs: [], tolerant: false },
    { text: "森林小屋", pairs: ["森林", "林小", "小屋"], tolerant: false },
  ]);
  expect(searchTerms("雪夜")).toEqual([{ text: "雪夜", pairs: [], tolerant: false }]);
});

it("finds nothing to search for in nothing, and stops at eight terms", () => {
  expect(searchTerms(" \t ")).toEqual([]);
  expect(searchTerms("a b c d e f g h i j")).toHaveLength(8);
});
