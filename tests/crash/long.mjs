// The crash test in full: `npm run test:crash [kills] [seed]`. In `npm test` it runs with a few kills.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { build, install, pinnedNode } from "../../lib/cli/start.mjs";

// A hundred at random moments, and one on each database while a paid call is open.
const [kills = "102", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
install();
build();
const vitest = path.join("node_modules", ".bin", "vitest");
const { status } = spawnSync(
  pinnedNode(),
  [
    vitest,
    "run",
    "--config",
    path.join("tests", "crash", "vitest.config.ts"),
    path.join("tests", "crash", "crash.test.ts"),
  ],
  { stdio: "inherit", env: { ...process.env, CRASH_KILLS: kills, CRASH_SEED: seed } },
);
process.exit(status ?? 1);
