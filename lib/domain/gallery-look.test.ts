import { expect, it } from "vitest";
import { filterQueryOf } from "#lib/domain/filter-keys";
import { parseLook, writeLook } from "#lib/domain/gallery-look";

it("survives being written and read, and takes anything", () => {
  const look = { density: "compact", arrangement: "grid" } as const;
  expect(parseLook(writeLook(look))).toEqual(look);
  const usual = { density: "regular", arrangement: "days" };
  for (const text of [undefined, "", "huge.sideways", "<script>"]) expect(parseLook(text)).toEqual(usual);
});

it("names the same filter the same way, whatever else is in the address", () => {
  const asked = filterQueryOf(new URLSearchParams("utm=1&ratio=16:9&q=red+kite&from="));
  expect(asked).toBe(filterQueryOf(new URLSearchParams("q=red%20kite&ratio=16%3A9")));
  expect(filterQueryOf(new URLSearchParams("utm=1"))).toBe("");
});
