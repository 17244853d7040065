import { expect, it } from "vitest";
import { comparedIds } from "#lib/domain/compare";

const id = (digit: number) => `0199a000-0000-7000-8000-00000000000${digit}`;

it("takes up to four videos from an address, once each", () => {
  expect(comparedIds(`${id(1)},${id(2)}`)).toEqual([id(1), id(2)]);
  expect(comparedIds([id(1), `${id(1)}, ${id(3)}`])).toEqual([id(1), id(3)]);
  expect(comparedIds([1, 2, 3, 4, 5].map(id).join())).toHaveLength(4);
  expect(comparedIds(undefined)).toEqual([]);
  expect(comparedIds("x,'; drop table,")).toEqual([]);
});
