/**
 * What the built-in engine costs: `npm run bench:engine`. Prints figures and their ratios beside the
 * goals of the project; takes about six minutes on a machine with nothing else to do. What is compared
 * is measured in turn, in rounds, and the median round counts. Words after `npm run bench:engine --` choose
 * what is run: `render`, `pglite`, `postgres`, and of the API `status`, `p99`, `generate`.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { connectEmbedded, connectPostgres } from "#db/connect";
import { findFfmpeg, wasmFfmpeg } from "#lib/media/ffmpeg";
import { API_PARTS, measureApi } from "#tests/bench/api-cost";
import { clipJob, measureClip, measureMemory, PROMPTS } from "#tests/bench/render-cost";
import { startPostgres } from "#tests/support/postgres-server";

/** Where there is a goal, the median of several rounds. */
const CLIP_ROUNDS: Record<number, number> = { 480: 3, 720: 1 };

const DATABASES = ["pglite", "postgres"] as const;
const words = process.argv.slice(2);
const unknown = words.filter((word) => !["render", ...DATABASES, ...API_PARTS].includes(word));
if (unknown.length > 0) throw new Error(`Not a part of the benchmark: ${unknown.join(", ")}`);
/** Those of `choices` that were named; all where none was. */
function chosen<Choice extends string>(choices: readonly Choice[]): readonly Choice[] {
  const named = choices.filter((choice) => words.includes(choice));
  return named.length > 0 ? named : choices;
}
const parts = chosen(API_PARTS);
const withApi = words.length === 0 || words.some((word) => word !== "render");
const folder = mkdtempSync(path.join(tmpdir(), "rk-bench-"));
const fixed = (value: number, digits = 0) => value.toFixed(digits);
const say = (line: string) => process.stdout.write(`${line}\n`);
const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const verdict = (holds: boolean) => (holds ? "holds" : "MISSED");

async function benchRenderer(): Promise<void> {
  const { kind } = await findFfmpeg();
  say(`\nCPU seconds of a clip of 6 s, mean of ${PROMPTS.length} prompts (${kind} ffmpeg)`);
  for (const shortSide of [480, 720]) {
    let [engine, ffmpeg] = [0, 0];
    for (const prompt of PROMPTS) {
      const rounds: Awaited<ReturnType<typeof measureClip>>[] = [];
      for (let round = 0; round < (CLIP_ROUNDS[shortSide] ?? 1); round++)
        rounds.push(await measureClip(clipJob(prompt, shortSide, folder)));
      engine += middle(rounds.map(({ engineSeconds }) => engineSeconds)) / PROMPTS.length;
      ffmpeg += middle(rounds.map(({ ffmpegSeconds }) => ffmpegSeconds)) / PROMPTS.length;
    }
    const ratio = engine / ffmpeg;
    const goal = shortSide === 480 ? `; goal at most 4: ${verdict(ratio <= 4)}` : "";
    say(
      `  ${shortSide}p  engine ${fixed(engine, 2)} s, ffmpeg alone ${fixed(ffmpeg, 2)} s, ratio ${fixed(ratio, 2)}${goal}`,
    );
  }
  say("\nPeak memory of the process that draws, and with its encoder");
  const [prompt = ""] = PROMPTS;
  for (const ffmpeg of kind === "wasm" ? [wasmFfmpeg()] : [await findFfmpeg(), wasmFfmpeg()]) {
    const { childMegabytes, withEncoderMegabytes } = await measureMemory(clipJob(prompt, 480, folder), ffmpeg);
    const goal = ffmpeg.kind === "native" ? `; goal at most 250 MB: ${verdict(childMegabytes <= 250)}` : "";
    say(
      `  ${ffmpeg.kind} ffmpeg  child ${fixed(childMegabytes)} MB, with its encoder ${fixed(withEncoderMegabytes)} MB${goal}`,
    );
  }
}

function sayApi(name: string, { status, generate, p99 }: Awaited<ReturnType<typeof measureApi>>): void {
  const judged = (ratio: number, goal: string, holds: boolean) =>
    `ratio ${fixed(ratio, 2)}; goal ${goal}: ${verdict(holds)}`;
  say(`\n${name}`);
  if (status)
    say(
      `  GET /v1/status    ${fixed(status.ours)}/s, bare route handler ${fixed(status.theirs)}/s, ${judged(status.ratio, "at least 0.5", status.ratio >= 0.5)}`,
    );
  if (generate)
    say(
      `  POST /v1/generate ${fixed(generate.ours)}/s, ledger transactions by hand ${fixed(generate.theirs)}/s, ${judged(generate.ratio, "at least 0.5", generate.ratio >= 0.5)} (bare POST route ${fixed(generate.bare)}/s)`,
    );
  if (p99)
    say(
      `  p99 of a status read  idle ${fixed(p99.theirs, 1)} ms, while a clip is drawn ${fixed(p99.ours, 1)} ms, ${judged(p99.ratio, "at most 3", p99.ratio <= 3)}`,
    );
}

async function benchEmbedded(): Promise<void> {
  const dataDir = path.join(folder, "embedded");
  const database = path.join(dataDir, "database");
  mkdirSync(database, { recursive: true });
  const open = () => connectEmbedded(database);
  const figures = await measureApi({ open, settings: { DATABASE_URL: "" }, dataDir, shared: false }, parts);
  sayApi("Embedded PGlite, durable", figures);
}

async function benchPostgres(): Promise<void> {
  const postgres = await startPostgres({ durable: true });
  try {
    const url = postgres.urlOf("postgres");
    const dataDir = path.join(folder, "postgres");
    mkdirSync(dataDir);
    const open = async () => connectPostgres(url);
    const figures = await measureApi({ open, settings: { DATABASE_URL: url }, dataDir, shared: true }, parts);
    sayApi("PostgreSQL, durable", figures);
  } finally {
    await postgres.stop();
  }
}

say(`${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`);
chmodSync(folder, 0o755);
try {
  if (words.length === 0 || words.includes("render")) await benchRenderer();
  if (withApi && chosen(DATABASES).includes("pglite")) await benchEmbedded();
  if (withApi && chosen(DATABASES).includes("postgres")) await benchPostgres();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
