import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { renderClip } from "#lib/engine/render/render-clip";

/** The bytes of a short, small, whole video, drawn by the built-in engine. */
export async function sampleVideo(seed = 1): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), "rk-sample-"));
  try {
    const outputPath = path.join(folder, "sample.mp4");
    await renderClip({
      prompt: "a calm sea",
      mode: "normal",
      ratio: "3:2",
      seed,
      shortSide: 96,
      seconds: 0.5,
      outputPath,
    });
    return await readFile(outputPath);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
