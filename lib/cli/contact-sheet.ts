/**
 * Renders clips by the built-in engine and lays their posters out as one picture:
 * `node --conditions=react-server lib/cli/contact-sheet.ts [output.jpg] [prompt ...]`.
 * Without prompts it shows what the engine can draw.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp, { type OverlayOptions } from "sharp";
import type { Mode } from "#lib/domain/modes";
import type { Ratio } from "#lib/domain/ratios";
import { renderClip } from "#lib/engine/render/render-clip";
import { makePoster } from "#lib/media/poster";
import { probeVideo } from "#lib/media/probe";

interface Sample {
  prompt: string;
  mode: Mode;
  ratio: Ratio;
}

const COLUMNS = 6;
const CELL = { width: 288, height: 192 };
const GAP = 8;
const MAX_BYTES = 600_000;
const BACKGROUND = "#111113";

const SHOWN: readonly (readonly [string, Mode, Ratio])[] = [
  ["snowy mountain lake at sunset", "normal", "3:2"],
  ["rolling hills with hot air balloons in the morning", "fun", "3:2"],
  ["mountain valley at night with aurora", "normal", "16:9"],
  ["misty mountains at dawn", "normal", "2:3"],
  ["sailboat on a calm sea, golden sunset", "normal", "3:2"],
  ["lighthouse on the coast at dusk", "spicy", "3:2"],
  ["tokyo street at night in neon rain", "spicy", "16:9"],
  ["city skyline at dusk", "normal", "1:1"],
  ["saturn with rings in space", "fun", "3:2"],
  ["nebula in purple and gold", "spicy", "3:2"],
  ["jellyfish in the deep blue sea, underwater", "normal", "2:3"],
  ["whale underwater", "normal", "16:9"],
  ["coral reef with fish underwater", "fun", "3:2"],
  ["synthwave sunset grid", "spicy", "3:2"],
  ["abstract silk in red and blue", "normal", "3:2"],
  ["misty pine forest in the morning", "normal", "3:2"],
  ["campfire in the woods at night", "fun", "3:2"],
  ["forest with autumn leaves", "normal", "3:2"],
  ["camels crossing desert dunes at sunset", "normal", "3:2"],
  ["lightning storm over the sea", "spicy", "3:2"],
  ["field of sunflowers", "fun", "3:2"],
  ["red roses and butterflies", "normal", "3:2"],
  ["cup of coffee on a table, morning", "normal", "3:2"],
  ["candle light at night", "spicy", "3:2"],
  ["a cat watching the moon at night", "normal", "3:2"],
  ["deer at dawn", "normal", "3:2"],
  ["a couple at sunset", "spicy", "9:16"],
  ["The meaning of democracy in a changing world", "normal", "3:2"],
  ["竹林 清晨 薄雾", "normal", "3:2"],
  ["海底的珊瑚和鱼", "fun", "1:1"],
];

const [output = "docs/contact-sheet.jpg", ...prompts] = process.argv.slice(2);
const samples: Sample[] =
  prompts.length > 0
    ? prompts.map((prompt) => ({ prompt, mode: "normal", ratio: "3:2" }))
    : SHOWN.map(([prompt, mode, ratio]) => ({ prompt, mode, ratio }));

const folder = await mkdtemp(path.join(tmpdir(), "reelkeep-sheet-"));
try {
  const cells: OverlayOptions[] = [];
  for (const [index, sample] of samples.entries()) {
    const left = GAP + (index % COLUMNS) * (CELL.width + GAP);
    const top = GAP + Math.floor(index / COLUMNS) * (CELL.height + GAP);
    cells.push({ input: await drawCell(sample, index), left, top });
    process.stdout.write(`${index + 1}/${samples.length} ${sample.prompt}\n`);
  }
  await writeSheet(cells, samples.length);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function drawCell(sample: Sample, seed: number): Promise<Buffer> {
  const video = path.join(folder, `${seed}.mp4`);
  await renderClip({ ...sample, seed, shortSide: 300, seconds: 0.5, outputPath: video });
  const poster = path.join(folder, `${seed}.webp`);
  await makePoster(video, poster, await probeVideo(video));
  return sharp(poster).resize(CELL.width, CELL.height, { fit: "contain", background: BACKGROUND }).png().toBuffer();
}

/** The best quality that stays below the limit of what belongs into a repository. */
async function writeSheet(cells: OverlayOptions[], count: number): Promise<void> {
  const width = GAP + COLUMNS * (CELL.width + GAP);
  const height = GAP + Math.ceil(count / COLUMNS) * (CELL.height + GAP);
  const sheet = sharp({ create: { width, height, channels: 3, background: BACKGROUND } }).composite(cells);
  for (let quality = 88; quality >= 40; quality -= 6) {
    const picture = await sheet.clone().jpeg({ quality, mozjpeg: true }).toBuffer();
    if (picture.length > MAX_BYTES && quality > 45) continue;
    await writeFile(output, picture);
    return;
  }
}
