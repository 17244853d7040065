/**
 * What the built-in engine costs: `npm run bench:engine`. Prints figures and their ratios beside the
 * goals of the project; takes about six minutes on a machine with nothing else to do. What is compared
 * is measured in turn, in rounds, and the median round counts. `npm run bench:engine render` and `... api` run one half.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { connectEmbedded, connectPostgres } from "#db/connect";
import { findFfmpeg } from "#lib/media/ffmpeg";
import { measureApi } from "#tests/bench/api-cost";
import { clipJob, measureClip, measureMemory, PROMPTS } from "#tests/bench/render-cost";
import { startPostgres } from "#tests/support/postgres-server";

/** Where there is a goal, the median of several rounds. */
const CLIP_ROUNDS: Record<number, number> = { 480: 3, 720: 1 };

const [half] = process.argv.slice(2);
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
  for (const chosen of ["", "wasm"]) {
    if (chosen === "" && kind === "wasm") continue;
    // The child reads it by itself; empty counts as absent.
    process.env.FFMPEG_PATH = chosen || process.env.FFMPEG_PATH || "";
    const { childMegabytes, withEncoderMegabytes } = await measureMemory(clipJob(prompt, 480, folder));
    const goal = chosen === "" ? `; goal at most 250 MB: ${verdict(childMegabytes <= 250)}` : "";
    say(
      `  ${chosen || "native"} ffmpeg  child ${fixed(childMegabytes)} MB, with its encoder ${fixed(withEncoderMegabytes)} MB${goal}`,
    );
  }
}

function sayApi(name: string, { status, generate, p99 }: Awaited<ReturnType<typeof measureApi>>): void {
  const judged = (ratio: number, goal: string, holds: boolean) =>
    `ratio ${fixed(ratio, 2)}; goal ${goal}: ${verdict(holds)}`;
  say(`\n${name}`);
  say(
    `  GET /v1/status    ${fixed(status.ours)}/s, bare route handler ${fixed(status.theirs)}/s, ${judged(status.ratio, "at least 0.5", status.ratio >= 0.5)}`,
  );
  say(
    `  POST /v1/generate ${fixed(generate.ours)}/s, ledger transactions by hand ${fixed(generate.theirs)}/s, ${judged(generate.ratio, "at least 0.5", generate.ratio >= 0.5)} (bare route handler ${fixed(generate.bare)}/s)`,
  );
  say(
    `  p99 of a status read  idle ${fixed(p99.theirs, 1)} ms, while a clip is drawn ${fixed(p99.ours, 1)} ms, ${judged(p99.ratio, "at most 3", p99.ratio <= 3)}`,
  );
}

async function benchApi(): Promise<void> {
  const embedded = path.join(folder, "embedded");
  const embeddedDatabase = path.join(embedded, "database");
  mkdirSync(embeddedDatabase, { recursive: true });
  sayApi(
    "Embedded PGlite, durable",
    await measureApi({
      open: () => connectEmbedded(embeddedDatabase),
      settings: { DATABASE_URL: "" },
      dataDir: embedded,
      shared: false,
    }),
  );
  const postgres = await startPostgres({ durable: true });
  try {
    const url = postgres.urlOf("postgres");
    const dataDir = path.join(folder, "postgres");
    mkdirSync(dataDir);
    sayApi(
      "PostgreSQL, durable",
      await measureApi({
        open: async () => connectPostgres(url),
        settings: { DATABASE_URL: url },
        dataDir,
        shared: true,
      }),
    );
  } finally {
    await postgres.stop();
  }
}

say(`${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`);
chmodSync(folder, 0o755);
try {
  if (half !== "api") await benchRenderer();
  if (half !== "render") await benchApi();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
