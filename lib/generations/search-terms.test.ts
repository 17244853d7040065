import { expect, it } from "vitest";
import { searchTerms } from "#lib/generations/search-terms";

it("splits words at spaces, and says which may be misspelt", () => {
  expect(searchTerms("  red  lighthouse red ")).toEqual([
    { text: "red", pairs: [], tolerant: false, swaps: [] },
    { text: "lighthouse", pairs: [], tolerant: true, swaps: expect.arrayContaining(["ilghthouse", "lighthuose"]) },
  ]);
});

it("swaps neighbouring letters of words that are long enough, once each", () => {
  const swapsOf = (typed: string) => searchTerms(typed)[0]?.swaps;
  expect(swapsOf("apple")).toEqual(["paple", "aplpe", "appel"]);
  expect(swapsOf("form")).toEqual([]);
  expect(swapsOf("x".repeat(200))).toEqual([]);
});

it("splits Chinese into pairs of characters, and from what stands beside it", () => {
  expect(searchTerms("4k森林小屋")).toEqual([
    { text: "4k", pairs: [], tolerant: false, swaps: [] },
    { text: "森林小屋", pairs: ["森林", "林小", "小屋"], tolerant: false, swaps: [] },
  ]);
  expect(searchTerms("雪夜")).toEqual([{ text: "雪夜", pairs: [], tolerant: false, swaps: [] }]);
});

it("finds nothing to search for in nothing, and stops at eight terms", () => {
  expect(searchTerms(" \t ")).toEqual([]);
  expect(searchTerms("a b c d e f g h i j")).toHaveLength(8);
});
