import { expect, it } from "vitest";
import { addFacts, NO_FACTS, refreshFacts } from "#lib/client/facts-cache";
import type { LibraryItem } from "#lib/client/library-cache";

function view(id: string, state: LibraryItem["state"] = "succeeded"): LibraryItem {
  return {
    id,
    state,
    prompt: "a red kite",
    mode: "fun",
    ratio: "1:1",
    imageUrls: [],
    connection: { id: "0199a000-0000-7000-8000-00000000000c", kind: "preview", name: "Preview", pausedReason: null },
    parentId: null,
    relation: null,
    parentVideoId: null,
    taskId: null,
    createdAt: "2026-11-22T10:00:00.000Z",
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
  };
}

const many = Array.from({ length: 96 }, (_, place) => view(`v${place}`));

it("keeps what was asked for last, and a bounded number of it", () => {
  const facts = addFacts(addFacts(NO_FACTS, many, []), [view("v0"), view("new")], ["new"]);
  expect(facts.size).toBe(96);
  expect([facts.has("v0"), facts.has("v1"), facts.has("new")]).toEqual([true, false, true]);
});

it("keeps what is near the window, also where that was asked for long ago", () => {
  const facts = addFacts(addFacts(NO_FACTS, many, []), [view("new")], ["v0", "v1", "new"]);
  expect([facts.has("v0"), facts.has("v1"), facts.has("v2"), facts.has("new")]).toEqual([true, true, false, true]);
});

it("keeps all that a large window shows, however many that are", () => {
  const near = Array.from({ length: 300 }, (_, place) => `v${place}`);
  expect(
    addFacts(
      addFacts(NO_FACTS, many, near),
      near.slice(96).map((id) => view(id)),
      near,
    ).size,
  ).toBe(300);
});

it("refreshes what is known, adds nothing, and stays the same object where nothing changed", () => {
  const facts = addFacts(NO_FACTS, [view("a", "running")], []);
  expect(refreshFacts(facts, [view("a", "running"), view("b")])).toBe(facts);
  expect([...refreshFacts(facts, [view("a"), view("b")])]).toEqual([["a", view("a")]]);
});
