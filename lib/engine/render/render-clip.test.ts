import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { constants, getPriority, tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RenderJob } from "#lib/engine/render/job";
import { renderClip } from "#lib/engine/render/render-clip";
import { findFfmpeg, wasmFfmpeg } from "#lib/media/ffmpeg";
import { probeVideo } from "#lib/media/probe";

let folder: string;
const job = (change: Partial<RenderJob> = {}): RenderJob => ({
  prompt: "a lake in the mountains",
  mode: "normal",
  ratio: "2:3",
  seed: 1,
  shortSide: 96,
  seconds: 0.5,
  outputPath: path.join(folder, "clip.mp4"),
  ...change,
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reelkeep-render-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it("draws a whole clip, labelled in its metadata, and leaves nothing else behind", async () => {
  const seen: number[] = [];
  const clip = await renderClip(job(), { onProgress: (fraction) => seen.push(fraction) });
  expect(clip).toMatchObject({ width: 96, height: 144, frames: 12, family: "landscape" });
  expect(await readdir(folder)).toEqual(["clip.mp4"]);
  await expect(probeVideo(job().outputPath)).resolves.toMatchObject({
    codec: "avc",
    frames: 12,
    sizeBytes: clip.sizeBytes,
  });
  const bytes = await readFile(job().outputPath, "latin1");
  expect(bytes).toContain("Preview, drawn by the built-in engine, not by an AI model");
  expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
  expect(seen.at(-1)).toBe(1);
});

it.each(["native", "wasm"])("draws the same frames from the same job, with %s ffmpeg", async (kind) => {
  const ffmpeg = kind === "wasm" ? wasmFfmpeg() : await findFfmpeg();
  await renderClip(job({ outputPath: path.join(folder, "first.mp4") }), { ffmpeg });
  await renderClip(job({ outputPath: path.join(folder, "second.mp4") }), { ffmpeg });
  const [first, second] = await Promise.all(
    ["first.mp4", "second.mp4"].map((name) => readFile(path.join(folder, name))),
  );
  expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
});

it("is H.264 High in yuv420p of bt709, with what a player needs at the start", async () => {
  await renderClip(job());
  const bytes = await readFile(job().outputPath);
  const box = (name: string) => bytes.subarray(bytes.indexOf(name, 0, "latin1") + name.length);
  const avcc = box("avcC");
  // ISO/IEC 14496-15: version, AVCProfileIndication; High is 100. With High follow chroma_format (1 is 4:2:0) and depth after the parameter sets.
  expect([avcc[0], avcc[1]]).toEqual([1, 100]);
  const spsLength = avcc.readUInt16BE(6);
  const ppsAt = 8 + spsLength + 1;
  const afterSets = ppsAt + 2 + avcc.readUInt16BE(ppsAt);
  const [chroma = 0, luma = 0, colour = 0] = avcc.subarray(afterSets);
  expect([chroma & 3, luma & 7, colour & 7]).toEqual([1, 0, 0]);
  // ISO/IEC 23001-8: primaries, transfer and matrix 1 are bt709.
  const colr = box("colr");
  expect(colr.toString("latin1", 0, 4)).toBe("nclx");
  expect([4, 6, 8].map((place) => colr.readUInt16BE(place))).toEqual([1, 1, 1]);
});

it("draws at the lowest priority", async () => {
  const priorities: Promise<number[]>[] = [];
  await renderClip(job({ seconds: 2 }), {
    onProgress: () => {
      priorities.push(renderersOfThisProcess().then((pids) => pids.map((pid) => getPriority(pid))));
    },
  });
  const [seen = []] = await Promise.all(priorities);
  expect(seen).toEqual([constants.priority.PRIORITY_LOW]);
});

it("ends a child that holds too much memory", async () => {
  const rendering = renderClip(job(), { memoryLimit: 20 });
  await expect(rendering).rejects.toMatchObject({
    code: "RENDER_FAILED",
    message: expect.stringContaining("over 20 MB"),
  });
  expect(await readdir(folder)).toEqual([]);
});

it("ends a child that hangs", async () => {
  let stopped: number | undefined;
  const rendering = renderClip(job({ seconds: 20 }), {
    timeLimit: 6_000,
    onProgress: () => {
      void renderersOfThisProcess().then(([pid]) => {
        if (pid === undefined || stopped !== undefined) return;
        stopped = pid;
        process.kill(pid, "SIGSTOP");
      });
    },
  });
  await expect(rendering).rejects.toMatchObject({
    code: "RENDER_FAILED",
    message: expect.stringContaining("too long"),
  });
  expect(stopped).toBeDefined();
  expect(await renderersOfThisProcess()).not.toContain(stopped);
  expect(await readdir(folder)).toEqual([]);
});

it("leaves nothing behind when it is aborted", async () => {
  const abort = new AbortController();
  const rendering = renderClip(job({ seconds: 20 }), { signal: abort.signal, onProgress: () => abort.abort() });
  await expect(rendering).rejects.toMatchObject({ code: "RENDER_FAILED", retryable: true });
  expect(await readdir(folder)).toEqual([]);
});

it("leaves nothing behind when its child is killed", async () => {
  let killed = false;
  const rendering = renderClip(job({ seconds: 20 }), {
    onProgress: () => {
      if (killed) return;
      killed = true;
      void renderersOfThisProcess().then(([pid = 0]) => process.kill(pid, "SIGKILL"));
    },
  });
  await expect(rendering).rejects.toMatchObject({ code: "RENDER_FAILED", retryable: true });
  expect(killed).toBe(true);
  expect(await readdir(folder)).toEqual([]);
});

it.each([false, true])("ends with its parent, however that dies (hanging: %s)", async (hangs) => {
  const script = `
    import { renderClip } from "#lib/engine/render/render-clip";
    await renderClip(${JSON.stringify(job({ seconds: 30 }))}, { onProgress: () => process.stdout.write("drawing") });
  `;
  const parent = spawn(process.execPath, ["--conditions=react-server", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  if (hangs) for (const pid of await renderersOfThisProcess(parent.pid)) process.kill(pid, "SIGSTOP");
  parent.kill("SIGKILL");
  // The encoder has the folder among its arguments.
  await vi.waitFor(async () => expect(await processes()).not.toContain(folder), { timeout: 10_000 });
  // Where the kernel ends it, it can't clear up; `cleanOutputs` does.
});

it("tells a start image that can't be decoded from one that is not there", async () => {
  const broken = path.join(folder, "broken.png");
  await writeFile(broken, "not an image");
  await expect(renderClip(job({ imagePath: broken }))).rejects.toMatchObject({ reason: "File type not supported" });
  await rm(broken);
  await expect(renderClip(job({ imagePath: path.join(folder, "missing.png") }))).rejects.toMatchObject({
    code: "RENDER_FAILED",
  });
  expect(await readdir(folder)).toEqual([]);
});

/** The renderer is a direct child of this process; its script tells it from vitest's own. */
async function renderersOfThisProcess(parent = process.pid): Promise<number[]> {
  return (await processes()).split("\n").flatMap((line) => {
    const [pid, parentPid] = line.trim().split(/\s+/, 2).map(Number);
    return pid && parentPid === parent && line.includes("lib/engine/render/child.ts") ? [pid] : [];
  });
}

async function processes(): Promise<string> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="]);
  return stdout;
}
