import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RenderJob } from "#lib/engine/render/job";
import { renderClip } from "#lib/engine/render/render-clip";
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
  vi.unstubAllEnvs();
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

it("draws the same frames from the same job, with no ffmpeg on the machine too", async () => {
  vi.stubEnv("FFMPEG_PATH", "wasm");
  await renderClip(job({ outputPath: path.join(folder, "first.mp4") }));
  await renderClip(job({ outputPath: path.join(folder, "second.mp4") }));
  const [first, second] = await Promise.all(
    ["first.mp4", "second.mp4"].map((name) => readFile(path.join(folder, name))),
  );
  expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
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
      void killChildrenOfThisProcess();
    },
  });
  await expect(rendering).rejects.toMatchObject({ code: "RENDER_FAILED", retryable: true });
  expect(killed).toBe(true);
  expect(await readdir(folder)).toEqual([]);
});

it("ends with its parent, however that dies, and leaves nothing behind", async () => {
  const script = `
    import { renderClip } from "#lib/engine/render/render-clip";
    await renderClip(${JSON.stringify(job({ seconds: 30 }))}, { onProgress: () => process.stdout.write("drawing") });
  `;
  const parent = spawn(process.execPath, ["--conditions=react-server", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  parent.kill("SIGKILL");
  // The encoder has the folder among its arguments.
  await vi.waitFor(async () => expect(await processes()).not.toContain(folder), { timeout: 10_000 });
  expect(await readdir(folder)).toEqual([]);
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
async function killChildrenOfThisProcess(): Promise<void> {
  for (const line of (await processes()).split("\n")) {
    const [pid, parent] = line.trim().split(/\s+/, 2).map(Number);
    if (pid && parent === process.pid && line.includes("lib/engine/render/child.ts")) process.kill(pid, "SIGKILL");
  }
}

async function processes(): Promise<string> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="]);
  return stdout;
}
