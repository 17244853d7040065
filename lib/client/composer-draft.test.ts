import { describe, expect, it } from "vitest";
import { draftOf, EMPTY_DRAFT, parseDraft } from "#lib/client/composer-draft";

describe("parseDraft", () => {
  it("gives back what was stored", () => {
    const draft = { ...EMPTY_DRAFT, prompt: "a fox", mode: "fun" as const, ratio: "3:2" as const, count: 3 };
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
  });

  it("keeps the prompt when an option can't be read", () => {
    const stored = JSON.stringify({ prompt: "a fox", mode: "gone", ratio: 7, count: 99 });
    expect(parseDraft(stored)).toEqual({ ...EMPTY_DRAFT, prompt: "a fox" });
  });

  it("survives what is no draft", () => {
    for (const stored of [null, "", "{", "null", "[]", "1"]) expect(parseDraft(stored)).toEqual(EMPTY_DRAFT);
  });
});

describe("draftOf", () => {
  it("repeats a generation and stays with the chosen connection", () => {
    const generation = {
      id: "g",
      prompt: "a fox",
      mode: "fun",
      ratio: "7:3",
      imageUrls: ["https://example.com/a.png"],
    };
    expect(draftOf(generation, { ...EMPTY_DRAFT, connectionId: "c", ratio: "2:3", count: 4 }, "retry")).toEqual({
      prompt: "a fox",
      mode: "fun",
      ratio: "2:3",
      imageUrl: "https://example.com/a.png",
      connectionId: "c",
      count: 1,
      parentId: "g",
      relation: "retry",
      parentVideoId: null,
    });
  });
});
