import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { completed, type ProviderSimulator } from "#tests/support/provider-simulator";

const SAMPLE = readFileSync(path.join(import.meta.dirname, "fixtures", "sample.mp4"));

interface Busyness {
  random: () => number;
  /** Longest time until a paid call is answered; the order is taken at once. */
  answerMs: number;
  /** Longest time that a task takes. */
  taskMs: number;
  /** Longest time that a download takes. */
  downloadMs: number;
  /** Requests a minute, as told. */
  limit: number;
}

/** SHA-256 of the one video that a busy provider makes. */
export const BUSY_VIDEO_SHA256 = createHash("sha256").update(SAMPLE).digest("hex");

/** Serves the whole video where the simulator's links lead to. */
export function serveVideo(simulator: ProviderSimulator): void {
  simulator.serveFile("video.mp4", (_, response) => {
    response.writeHead(200, { "content-type": "video/mp4", "content-length": SAMPLE.length }).end(SAMPLE);
  });
}

/** Makes the simulator take its time at everything, so that whatever happens meanwhile happens in the middle. */
export function makeBusy(
  simulator: ProviderSimulator,
  { random, answerMs, taskMs, downloadMs, limit }: Busyness,
): void {
  const headers = { "x-ratelimit-limit": String(limit), "x-ratelimit-remaining": String(limit - 1) };
  const finishesAt = new Map<string, number>();
  const video = simulator.serveFile("video.mp4", async (_, response) => {
    response.writeHead(200, { "content-type": "video/mp4", "content-length": SAMPLE.length });
    const half = SAMPLE.length >> 1;
    response.write(SAMPLE.subarray(0, half));
    await setTimeout(random() * downloadMs);
    response.end(SAMPLE.subarray(half));
  });
  simulator.onSubmission(() => ({ headers, afterMs: random() * answerMs }));
  simulator.onStatus((taskId) => {
    const at = finishesAt.get(taskId) ?? Date.now() + random() * taskMs;
    finishesAt.set(taskId, at);
    const afterMs = random() * 100;
    if (Date.now() >= at) return { headers, afterMs, json: completed(taskId, [video]) };
    return { headers, afterMs, json: { code: 200, data: { task_id: taskId, status: "processing" } } };
  });
}
