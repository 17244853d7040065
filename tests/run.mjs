// Every check of the project, one after the other: `npm test`. Node built-ins only, so that it runs on a fresh clone.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { build, install, pinnedNode } from "../lib/cli/start.mjs";

install();
const node = pinnedNode();
const bin = (name) => path.join("node_modules", ".bin", name);
const module = (...parts) => path.join("node_modules", ...parts);

const STEPS = [
  ["programs", [path.join("tests", "support", "ensure-programs.ts")]],
  ["format and lint", [bin("biome"), "check", "."]],
  ["route types", [module("next", "dist", "bin", "next"), "typegen"]],
  ["types", [bin("tsc"), "--noEmit"]],
  ["architecture", [path.join("tests", "architecture", "run.mjs")]],
  ["dead code", [bin("knip")]],
  ["unit, integration, contract and fault tests", [bin("vitest"), "run"]],
  ["build", build],
  [
    "crashes and several processes",
    [bin("vitest"), "run", "--config", path.join("tests", "crash", "vitest.config.ts")],
  ],
  ["browser tests", [bin("playwright"), "test", "--config", path.join("tests", "playwright.config.ts")]],
];

/** Scripts and programs in `.bin` alike run on the Node that came with the packages. */
function runStep(step) {
  if (typeof step === "function") {
    step();
    return true;
  }
  const environment = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
  };
  return spawnSync(node, step, { stdio: "inherit", env: environment }).status === 0;
}

const failed = [];
for (const [name, step] of STEPS) {
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  if (!runStep(step)) failed.push(name);
  console.log(`── ${name}: ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`);
}
if (failed.length > 0) console.error(`\nFailed: ${failed.join(", ")}`);
console.log(`\nsteps: ${STEPS.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);
