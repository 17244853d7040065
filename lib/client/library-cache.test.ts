import { describe, expect, it } from "vitest";
import {
  answerLost,
  changesBetween,
  generationsOf,
  isMoving,
  type Library,
  mergeGenerations,
  neverReceived,
  takeNewest,
  withoutUnconfirmed,
} from "#lib/client/library-cache";
import type { GenerationView, VideoView } from "#lib/contract/studio";

function video(archiveState: VideoView["archiveState"]): VideoView {
  return {
    id: "0199a000-0000-7000-8000-0000000000ff",
    number: 1,
    archiveState,
    deadlineAt: null,
    errorCode: null,
    width: null,
    height: null,
    durationSeconds: null,
    sizeBytes: null,
    codec: null,
    frames: null,
    sha256: null,
    clipIds: null,
    progress: null,
    thumbhash: null,
    fileName: "clip.mp4",
    favourite: false,
    rating: null,
    tags: [],
  };
}

function generation(id: string, facts: Partial<GenerationView> = {}): GenerationView {
  return {
    id,
    state: "running",
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
    ...facts,
  };
}

function library(...pages: GenerationView[][]): Library {
  return {
    pages: pages.map((items, index) => ({ items, nextCursor: index === pages.length - 1 ? null : "next" })),
    pageParams: pages.map(() => null),
  };
}

describe("isMoving", () => {
  it("names what runs and what is being archived, and nothing else", () => {
    const data = library(
      [generation("a", { state: "queued" }), generation("b", { state: "failed" })],
      [
        generation("c", { state: "succeeded", videos: [video("downloading")] }),
        generation("d", { state: "succeeded", videos: [video("ready")] }),
        generation("e", { state: "succeeded", videos: [video("lost")] }),
        generation("f", { state: "unknown" }),
      ],
    );
    const moving = generationsOf(data).filter(isMoving);
    expect(moving.map(({ id }) => id)).toEqual(["a", "c"]);
  });
});

describe("mergeGenerations", () => {
  it("replaces in place, on any page, and leaves the other pages as they are", () => {
    const data = library([generation("a")], [generation("b")]);
    const merged = mergeGenerations(data, [generation("b", { state: "succeeded" })]);
    expect(generationsOf(merged).map(({ state }) => state)).toEqual(["running", "succeeded"]);
    expect(merged.pages[0]).toBe(data.pages[0]);
  });

  it("returns the same object where nothing changed", () => {
    const data = library([generation("a")]);
    expect(mergeGenerations(data, [generation("a")])).toBe(data);
  });

  it("puts new ones on top, newest first, and keeps the cursor", () => {
    const data = library([generation("a")], [generation("z")]);
    const merged = mergeGenerations(data, [
      generation("b", { createdAt: "2026-11-22T10:00:01.000Z" }),
      generation("c", { createdAt: "2026-11-22T10:00:02.000Z" }),
    ]);
    expect(generationsOf(merged).map(({ id }) => id)).toEqual(["c", "b", "a", "z"]);
    expect(merged.pages[0]?.nextCursor).toBe("next");
  });

  it("leaves out what is older than all that is loaded, unless all is loaded", () => {
    const old = generation("old", { createdAt: "2026-01-01T00:00:00.000Z" });
    const whole = library([generation("a")]);
    const part: Library = { ...whole, pages: [{ items: [generation("a")], nextCursor: "next" }] };
    expect(mergeGenerations(part, [old])).toBe(part);
    expect(generationsOf(mergeGenerations(whole, [old]))).toHaveLength(2);
  });

  it("fills an empty library", () => {
    expect(generationsOf(mergeGenerations({ pages: [], pageParams: [] }, [generation("a")]))).toHaveLength(1);
  });
});

describe("changesBetween", () => {
  it("tells what became of the known ones", () => {
    const [same, old] = [generation("a"), generation("b")];
    const next = generation("b", { state: "succeeded" });
    expect(changesBetween([same, old], [generation("a"), next, generation("c")])).toEqual([
      { before: old, after: next },
    ]);
  });
});

const idsOf = (loaded: Library) => generationsOf(loaded).map(({ id }) => id);

describe("takeNewest", () => {
  it("puts what is new on top of what is loaded", () => {
    const page = { items: [generation("c"), generation("b")], nextCursor: "next" };
    expect(idsOf(takeNewest(library([generation("b"), generation("a")]), page))).toEqual(["c", "b", "a"]);
  });

  it("begins again where the new page does not meet the loaded ones, but keeps what is being sent", () => {
    const draft = { ...generation("draft"), unconfirmed: { lostAtMs: null } };
    const page = { items: [generation("z"), generation("y")], nextCursor: "next" };
    expect(takeNewest(library([draft, generation("a")]), page)).toEqual({
      pages: [{ items: [draft, generation("z"), generation("y")], nextCursor: "next" }],
      pageParams: [null],
    });
  });
});

describe("a submission without an answer", () => {
  const draft = { ...generation("draft"), unconfirmed: { lostAtMs: null } };

  it("is taken out only while the server has not confirmed it", () => {
    const left = withoutUnconfirmed(library([draft, generation("a")]), ["draft", "a"]);
    expect(idsOf(left)).toEqual(["a"]);
  });

  it("is asked about, and confirmed by the server's own view", () => {
    const asked = answerLost(library([draft, generation("a")]), ["draft", "a"], 1_000);
    expect(generationsOf(asked).map(({ unconfirmed }) => unconfirmed)).toEqual([{ lostAtMs: 1_000 }, undefined]);
    expect(generationsOf(asked).filter(isMoving)).toHaveLength(2);
    const [confirmed] = generationsOf(mergeGenerations(asked, [generation("draft")]));
    expect(confirmed).not.toHaveProperty("unconfirmed");
  });

  it("counts as never received when the server does not know it after a while", () => {
    const known = generationsOf(answerLost(library([draft]), ["draft"], 1_000));
    expect(neverReceived(known, [], 2_000)).toEqual([]);
    expect(neverReceived(known, [], 20_000)).toEqual(["draft"]);
    expect(neverReceived(known, [generation("draft")], 20_000)).toEqual([]);
    expect(neverReceived([draft], [], 20_000)).toEqual([]);
  });
});
