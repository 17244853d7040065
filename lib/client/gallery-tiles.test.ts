import { describe, expect, it } from "vitest";
import { dayIn, entriesOf, tileName, tilePlace, tilesOf } from "#lib/client/gallery-tiles";
import type { LibraryItem } from "#lib/client/library-cache";
import type { LibraryIndex } from "#lib/contract/library-index";

const NOON = Date.parse("2026-11-22T12:00:00.000Z") / 1_000;

/** Two generations: `b` of two squares, made at noon, and `a` of one landscape tile, a day before. */
const index: LibraryIndex = {
  ids: ["b", "a"],
  seconds: [NOON, -86_400],
  shape: [0, 1],
  shapes: [
    { aspects: [1, 1], places: null },
    { aspects: [1.5], places: null },
  ],
};

function item(id: string, createdAt: string, facts: Partial<LibraryItem> = {}): LibraryItem {
  return {
    id,
    state: "running",
    prompt: "a red kite",
    mode: "fun",
    ratio: "9:16",
    imageUrls: [],
    connection: { id: "0199a000-0000-7000-8000-00000000000c", kind: "preview", name: "Preview", pausedReason: null },
    parentId: null,
    relation: null,
    parentVideoId: null,
    taskId: null,
    createdAt,
    submittedAt: null,
    finishedAt: null,
    lastCheckedAt: null,
    nextAttemptAt: null,
    expectedVideos: 1,
    estimateSeconds: null,
    priceCredits: 0,
    consumedCredits: null,
    creditCertainty: null,
    errorCode: null,
    providerMessage: null,
    videos: [],
    ...facts,
  };
}

const idsOf = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);
const later = item("c", "2026-11-22T13:00:00.000Z");
const gone = item("gone", "2026-11-20T13:00:00.000Z");
const draft = item("draft", "2026-11-22T14:00:00.000Z", { unconfirmed: { lostAtMs: null } });

describe("entriesOf", () => {
  it("lists the newest generations until the index is there", () => {
    expect(idsOf(entriesOf(undefined, [later, gone], new Map(), true))).toEqual(["c", "gone"]);
    expect(entriesOf(undefined, [later], new Map(), false)).toEqual([]);
  });

  it("puts on top what is newer than the index, and leaves out what the index no longer has", () => {
    const entries = entriesOf(index, [draft, later, gone], new Map(), true);
    expect(idsOf(entries)).toEqual(["draft", "c", "b", "a"]);
    expect(entries.at(-1)).toEqual({ id: "a", createdMs: (NOON - 86_400) * 1_000, aspects: [1.5], places: null });
  });

  it("shows of what a search does not find only what is being sent", () => {
    expect(idsOf(entriesOf(index, [draft, later], new Map(), false))).toEqual(["draft", "b", "a"]);
  });

  it("takes shapes from live views, which know better", () => {
    const live = new Map([["b", item("b", "2026-11-22T12:00:00.000Z")]]);
    expect(entriesOf(index, [], live, true)[0]?.aspects).toEqual([9 / 16]);
    expect(entriesOf(index, [], new Map(), true)[0]?.aspects).toEqual([1, 1]);
  });

  it("is the same list while live views tell nothing else than the index, so that nothing is laid out again", () => {
    const asListed = item("b", "2026-11-22T12:00:00.000Z", { ratio: "1:1", expectedVideos: 2 });
    expect(entriesOf(index, [], new Map([["b", asListed]]), true)).toBe(entriesOf(index, [], new Map(), true));
  });
});

describe("an index of some of a generation's tiles", () => {
  const second: LibraryIndex = { ...index, shapes: [{ aspects: [1], places: [2] }, ...index.shapes.slice(1)] };

  it("lists those alone, by their own numbers, also where more is known", () => {
    const live = new Map([["b", item("b", "2026-11-22T12:00:00.000Z", { expectedVideos: 2 })]]);
    for (const known of [new Map(), live]) {
      const entries = entriesOf(second, [], known, false);
      const tiles = tilesOf(entries, null);
      expect(tiles.number).toEqual([2, 1]);
      expect(tileName(entries, tiles, 0)).toBe("b/2");
      expect(tilePlace(entries, tiles, "b/2")).toBe(0);
    }
  });
});

describe("tilesOf", () => {
  const entries = entriesOf(index, [], new Map(), true);

  it("groups by the reader's own days", () => {
    expect(tilesOf(entries, dayIn("Asia/Shanghai")).groups).toEqual([
      { heading: "2026-11-22", from: 0, to: 2 },
      { heading: "2026-11-21", from: 2, to: 3 },
    ]);
    expect(tilesOf(entries, dayIn("Pacific/Kiritimati")).groups[0]?.heading).toBe("2026-11-23");
    expect(tilesOf(entries, null).groups).toEqual([{ heading: null, from: 0, to: 3 }]);
  });

  it("names tiles so that they are found again, also where one of two is gone", () => {
    const tiles = tilesOf(entries, null);
    expect([0, 1, 2, 3].map((tile) => tileName(entries, tiles, tile))).toEqual(["b/1", "b/2", "a/1", undefined]);
    expect(["b/1", "b/2", "a/1"].map((name) => tilePlace(entries, tiles, name))).toEqual([0, 1, 2]);
    expect(tilePlace(entries, tiles, "a/2")).toBe(2);
    expect(tilePlace(entries, tiles, "gone/1")).toBe(-1);
  });
});
