import { describe, expect, it } from "vitest";
import {
  afterSending,
  draftOf,
  EMPTY_DRAFT,
  lineageOf,
  parseDraft,
  promptsOf,
  sourceOf,
  withConsequences,
} from "#lib/client/composer-draft";

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
    const current = { ...EMPTY_DRAFT, id: "d", connectionId: "c", ratio: "2:3" as const, count: 4 };
    expect(draftOf(generation, current, "retry")).toEqual({
      id: "d",
      prompt: "a fox",
      mode: "fun",
      ratio: "2:3",
      imageUrl: "https://example.com/a.png",
      connectionId: "c",
      count: 1,
      lines: false,
      seed: 0,
      parentId: "g",
      relation: "retry",
      parentVideoId: null,
    });
  });
});

describe("promptsOf", () => {
  const prompt = "a fox\n\n  a wolf \n";
  it("is the whole prompt, or each of its lines", () => {
    expect(promptsOf({ ...EMPTY_DRAFT, prompt })).toEqual([prompt]);
    expect(promptsOf({ ...EMPTY_DRAFT, prompt, lines: true })).toEqual(["a fox", "a wolf"]);
    expect(promptsOf({ ...EMPTY_DRAFT, prompt: " \n", lines: true })).toEqual([]);
    expect(promptsOf({ ...EMPTY_DRAFT, prompt: " " })).toEqual([]);
  });
});

describe("sourceOf", () => {
  it("tells drafts apart by what is sent, not by how often", () => {
    const draft = { ...EMPTY_DRAFT, prompt: "a fox" };
    expect(sourceOf({ ...draft, count: 3, seed: 9 })).toBe(sourceOf(draft));
    expect(sourceOf({ ...draft, lines: true })).not.toBe(sourceOf(draft));
    expect(sourceOf({ ...draft, connectionId: "c" })).not.toBe(sourceOf(draft));
  });
});

describe("afterSending", () => {
  const draft = { ...EMPTY_DRAFT, id: "first", prompt: "a fox", ratio: "3:2" as const, parentId: "g" };
  const sent = { draftId: "first", source: sourceOf(draft) };

  it("empties the bar but for its options", () => {
    expect(afterSending(draft, sent, 7, "second")).toEqual({ ...EMPTY_DRAFT, ratio: "3:2", seed: 7 });
  });

  it("keeps other words, as a draft of their own", () => {
    const other = { ...draft, prompt: "a fox at night" };
    expect(afterSending(other, sent, 7, "second")).toEqual({ ...other, id: "second" });
  });

  it("leaves a later draft alone, even one of the same words", () => {
    const later = { ...draft, id: "later" };
    expect(afterSending(later, sent, 7, "second")).toBe(later);
  });
});

describe("lineage of a draft", () => {
  const continued = {
    ...EMPTY_DRAFT,
    imageUrl: "/u/a.png",
    parentId: "g",
    relation: "continue" as const,
    parentVideoId: "v",
  };

  it("continues a video for as long as it begins with its frame", () => {
    expect(lineageOf(continued)).toEqual({ parentId: "g", relation: "continue", parentVideoId: "v" });
    const other = { ...continued, ...withConsequences({ imageUrl: "/u/b.png" }) };
    expect(lineageOf(other)).toEqual({ parentId: "g", relation: "remix", parentVideoId: null });
    expect(lineageOf({ ...continued, imageUrl: "" })).toEqual({
      parentId: "g",
      relation: "remix",
      parentVideoId: null,
    });
    expect(withConsequences({ prompt: "a fox" })).toEqual({ prompt: "a fox" });
  });

  it("stays in the chain when a clip of it is tried again", () => {
    const clip = { id: "c", prompt: "on", mode: "fun", ratio: "1:1", imageUrls: ["/u/a.png"], parentVideoId: "v" };
    expect(lineageOf(draftOf(clip, EMPTY_DRAFT, "retry"))).toEqual({
      parentId: "c",
      relation: "retry",
      parentVideoId: "v",
    });
    expect(lineageOf(draftOf(clip, EMPTY_DRAFT, null)).parentVideoId).toBeNull();
  });
});
