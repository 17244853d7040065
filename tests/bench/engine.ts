/**
 * What the built-in engine costs: `npm run bench:engine`. Prints figures and their ratios beside the
 * goals of the project; takes about six minutes. `npm run bench:engine render` and `... api` run one half.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { connectEmbedded, connectPostgres } from "#db/connect";
import { findFfmpeg } from "#lib/media/ffmpeg";
import { measureApi } from "#tests/bench/api-cost";
import { clipJob, measureClip, measureMemory, PROMPTS } from "#tests/bench/render-cost";
import { startPostgres } from "#tests/support/postgres-server";

const [half] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), "rk-bench-"));
const fixed = (value: number, digits = 0) => value.toFixed(digits);
const say = (line: string) => process.stdout.write(`${line}\n`);
const verdict = (holds: boolean) => (holds ? "holds" : "MISSED");

async function benchRenderer(): Promise<void> {
  const { kind } = await findFfmpeg();
  say(`\nCPU seconds of a clip of 6 s, mean of ${PROMPTS.length} prompts (${kind} ffmpeg)`);
  for (const shortSide of [480, 720]) {
    let [engine, ffmpeg] = [0, 0];
    for (const prompt of PROMPTS) {
      const { engineSeconds, ffmpegSeconds } = await measureClip(clipJob(prompt, shortSide, folder));
      engine += engineSeconds / PROMPTS.length;
      ffmpeg += ffmpegSeconds / PROMPTS.length;
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

function sayApi(name: string, figures: Awaited<ReturnType<typeof measureApi>>): void {
  const { barePerSecond, statusPerSecond, generatePerSecond, ledgerPerSecond, idleP99Ms, renderingP99Ms } = figures;
  const reads = statusPerSecond / barePerSecond;
  const orders = generatePerSecond / ledgerPerSecond;
  const slower = renderingP99Ms / idleP99Ms;
  say(`\n${name}`);
  say(
    `  GET /v1/status    ${fixed(statusPerSecond)}/s, bare route handler ${fixed(barePerSecond)}/s, ratio ${fixed(reads, 2)}; goal at least 0.5: ${verdict(reads >= 0.5)}`,
  );
  say(
    `  POST /v1/generate ${fixed(generatePerSecond)}/s, ledger transactions by hand ${fixed(ledgerPerSecond)}/s, ratio ${fixed(orders, 2)}; goal at least 0.5: ${verdict(orders >= 0.5)}`,
  );
  say(
    `  p99 of a status read  idle ${fixed(idleP99Ms, 1)} ms, while a clip is drawn ${fixed(renderingP99Ms, 1)} ms, ratio ${fixed(slower, 2)}; goal at most 3: ${verdict(slower <= 3)}`,
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
    }),
  );
  const postgres = await startPostgres({ durable: true });
  try {
    const url = postgres.urlOf("postgres");
    const dataDir = path.join(folder, "postgres");
    mkdirSync(dataDir);
    sayApi(
      "PostgreSQL, durable",
      await measureApi({ open: async () => connectPostgres(url), settings: { DATABASE_URL: url }, dataDir }),
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
