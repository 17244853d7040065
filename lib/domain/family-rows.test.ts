import { expect, it } from "vitest";
import { familyRows, nearest } from "#lib/domain/family-rows";

const links = (text: string) =>
  text.split(" ").map((pair) => {
    const [id = "", parentId] = pair.split("<");
    return { id, parentId: parentId ?? null };
  });

it("draws children under their parents, and moves in where a line branches", () => {
  const rows = familyRows(links("a b<a c<b d<b e<c f<a"));
  expect(rows.map(({ node, level, indent }) => `${node.id}${level}${indent}`)).toEqual([
    ...["a10", "b21", "c32", "e42", "d32", "f21"],
  ]);
  expect(rows.map(({ place, siblings }) => `${place}/${siblings}`)).toEqual(["1/1", "1/2", "1/2", "1/1", "2/2", "2/2"]);
});

it("draws a long chain as one straight line", () => {
  const chain = Array.from({ length: 5_000 }, (_, place) => ({
    id: String(place),
    parentId: place === 0 ? null : String(place - 1),
  }));
  const rows = familyRows(chain);
  expect(rows).toHaveLength(5_000);
  expect(rows.at(-1)).toMatchObject({ level: 5_000, indent: 0 });
});

it("keeps the own line and the children of one where there is little room", () => {
  expect(nearest(links("a b<a c<b d<b e<c f<a"), "b").map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  expect(nearest(links("a"), "gone")).toEqual([]);
});
