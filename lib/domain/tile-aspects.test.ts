import { expect, it } from "vitest";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { tileAspects } from "#lib/domain/tile-aspects";

function video(width: number | null, height: number | null): VideoView {
  return {
    id: "0199a000-0000-7000-8000-0000000000ff",
    number: 1,
    archiveState: "ready",
    deadlineAt: null,
    errorCode: null,
    width,
    height,
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

function generation(facts: Partial<GenerationView>): GenerationView {
  return {
    id: "0199a000-0000-7000-8000-000000000001",
    state: "succeeded",
    prompt: "a red kite",
    mode: "fun",
    ratio: "9:16",
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
    expectedVideos: 2,
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

it("draws what is expected, then what came, and gives words their room", () => {
  expect(tileAspects(generation({ state: "running" }))).toEqual([0.5625, 0.5625]);
  expect(tileAspects(generation({ videos: [video(480, 854), video(null, null)] }))).toEqual([0.5625, 0.5625]);
  expect(tileAspects(generation({ videos: [video(640, 480)] }))).toEqual([1.3333]);
  expect(tileAspects(generation({ state: "failed" }))).toEqual([0.9]);
});
