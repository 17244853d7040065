import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  GAP,
  layoutGallery,
  placeInRow,
  ROW_HEIGHTS,
  rowAt,
  rowsToDraw,
  type TileGroup,
  tileTowards,
} from "#lib/client/gallery-layout";
import { DENSITIES, type Density } from "#lib/domain/gallery-look";

const desk = { width: 1_360, windowWidth: 1_440 };
const phone = { width: 382, windowWidth: 390 };
const group = (to: number, heading: string | null = null): TileGroup => ({ heading, from: 0, to });
const rowsOf = (aspects: number[], room = desk, density: Density = "regular") =>
  layoutGallery(aspects, [group(aspects.length)], room, ROW_HEIGHTS[density]).rows;

describe("layoutGallery", () => {
  const aspect = fc.constantFrom(9 / 16, 2 / 3, 1, 3 / 2, 16 / 9);
  const library = fc.record({
    aspects: fc.array(aspect, { minLength: 1, maxLength: 300 }),
    width: fc.integer({ min: 300, max: 3_800 }),
    density: fc.constantFrom(...DENSITIES),
    daySize: fc.integer({ min: 1, max: 60 }),
  });

  it("places every tile once, in order, in rows that fill the width and never overlap", () => {
    fc.assert(
      fc.property(library, ({ aspects, width, density, daySize }) => {
        const groups: TileGroup[] = [];
        for (let from = 0; from < aspects.length; from += daySize) {
          groups.push({ heading: `day ${from}`, from, to: Math.min(aspects.length, from + daySize) });
        }
        const { rows, headings, height } = layoutGallery(
          aspects,
          groups,
          { width, windowWidth: width + 80 },
          ROW_HEIGHTS[density],
        );
        expect(headings.map(({ before }) => before)).toEqual(groups.map(({ from }) => from));
        let [tile, bottom] = [0, 0];
        for (const row of rows) {
          expect(row.from).toBe(tile);
          expect(row.top).toBeGreaterThanOrEqual(bottom);
          const last = placeInRow(row, aspects, row.to - 1);
          const filled = last.left + last.width;
          expect(filled).toBeLessThanOrEqual(width + 0.01);
          const isLastOfDay = groups.some(({ to }) => to === row.to);
          if (!isLastOfDay) expect(filled).toBeCloseTo(width, 3);
          tile = row.to;
          bottom = row.top + row.height;
        }
        expect(tile).toBe(aspects.length);
        expect(height).toBeCloseTo(bottom, 6);
      }),
    );
  });

  it("lets the few tiles of a short day grow, up to a limit", () => {
    expect(rowsOf([1])[0]?.height).toBeCloseTo(248 * 1.6);
    expect(rowsOf([16 / 9, 16 / 9, 16 / 9])[0]?.height).toBeCloseTo((1_360 - 3 * GAP) / (16 / 3));
  });

  it("gives landscape tiles rows of their own on a phone, unless it shows many", () => {
    const tiles = [16 / 9, 16 / 9, 1, 1];
    expect(rowsOf(tiles, phone).map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
      [2, 4],
    ]);
    expect(rowsOf(tiles, phone, "compact").map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });

  it("has nothing to place in an empty library", () => {
    expect(layoutGallery([], [], desk, ROW_HEIGHTS.regular)).toEqual({ rows: [], headings: [], height: 0 });
  });
});

describe("rowsToDraw", () => {
  const many = Array.from({ length: 10_000 }, (_, place) => [16 / 9, 1, 2 / 3][place % 3] ?? 1);

  it("draws what is in sight and some around it, and never many tiles", () => {
    for (const density of DENSITIES) {
      const rows = rowsOf(many, desk, density);
      const end = rows.at(-1)?.top ?? 0;
      for (const top of [0, 1_000, end / 2, end - 900, end]) {
        const [from, to] = rowsToDraw(rows, top, top + 900);
        const first = rows[from];
        const last = rows[to - 1];
        expect(first?.top).toBeLessThanOrEqual(Math.min(top, end));
        expect((last?.top ?? 0) + (last?.height ?? 0)).toBeGreaterThanOrEqual(Math.min(top + 900, end));
        expect((last?.to ?? 0) - (first?.from ?? 0)).toBeLessThanOrEqual(200);
      }
    }
  });

  it("draws nothing of nothing, and the ends for places beyond them", () => {
    expect(rowsToDraw([], 0, 900)).toEqual([0, 0]);
    const rows = rowsOf(many);
    expect(rowsToDraw(rows, -500, -100)[0]).toBe(0);
    expect(rowsToDraw(rows, 1e7, 1e7 + 900)[1]).toBe(rows.length);
    expect(rowAt(rows, (rows[7]?.top ?? 0) + 1)).toBe(7);
  });
});

describe("tileTowards", () => {
  // Two rows on a phone: two squares and half a row of portraits under them.
  const aspects = [1, 1, 0.5625, 0.5625, 0.5625];
  const layout = layoutGallery(aspects, [group(5)], phone, ROW_HEIGHTS.regular);

  it("goes to neighbours along the row and past its end, and stays at the edges", () => {
    expect(layout.rows.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 5],
    ]);
    expect(tileTowards(layout, aspects, 1, "ArrowRight")).toBe(2);
    expect(tileTowards(layout, aspects, 0, "ArrowLeft")).toBe(0);
    expect(tileTowards(layout, aspects, 4, "ArrowRight")).toBe(4);
    expect(tileTowards(layout, aspects, 3, "Home")).toBe(0);
    expect(tileTowards(layout, aspects, 0, "End")).toBe(4);
  });

  it("goes up and down to the tile under the middle of this one", () => {
    expect(tileTowards(layout, aspects, 0, "ArrowDown")).toBe(2);
    expect(tileTowards(layout, aspects, 1, "ArrowDown")).toBe(4);
    expect(tileTowards(layout, aspects, 4, "ArrowUp")).toBe(1);
    expect(tileTowards(layout, aspects, 0, "ArrowUp")).toBe(0);
  });
});
