import { setTimeout } from "node:timers/promises";
import type { Handle } from "#db/connect";
import { type Call, measureP99, measureRate, measureWork } from "#tests/bench/load";
import { findRenderer } from "#tests/bench/processes";
import { ledgerTransaction, type SeededAccount, seed } from "#tests/bench/seed";
import { startApp } from "#tests/support/app-server";

const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 4;
const ROUNDS = 3;
const P99_SECONDS = 15;
const P99_PER_SECOND = 50;
/** Clips as the engine draws them by default, one at a time. */
const CLIPS = { ENGINE_SECONDS: "6", ENGINE_RESOLUTION: "480", ENGINE_CONCURRENCY: "1" };

interface DatabaseUnderTest {
  open(): Promise<Handle>;
  /** Settings with which the app opens the same one. */
  settings: Record<string, string>;
  dataDir: string;
}

interface ApiFigures {
  barePerSecond: number;
  statusPerSecond: number;
  generatePerSecond: number;
  ledgerPerSecond: number;
  idleP99Ms: number;
  renderingP99Ms: number;
}

/** Measures one database by hand, then the built app on it; fills it first. */
export async function measureApi({ open, settings, dataDir }: DatabaseUnderTest): Promise<ApiFigures> {
  const handle = await open();
  const accounts = await seed(handle);
  const ledgerBefore = await measureLedger(handle, accounts);
  await handle.close();
  const app = await startApp({ ...CLIPS, ...settings }, dataDir);
  const calls = callsOf(accounts);
  const rate = (next: () => Call, seconds = ROUND_SECONDS) => measureRate(app.origin, seconds, next);
  const p99 = () => measureP99(app.origin, P99_SECONDS, P99_PER_SECOND, calls.status);
  let renderer: number | undefined;
  let figures: Omit<ApiFigures, "ledgerPerSecond">;
  try {
    for (const next of [calls.bare, calls.status]) await rate(next, WARM_UP_SECONDS);
    const [bare, status]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await rate(calls.bare));
      status.push(await rate(calls.status));
    }
    const idleP99Ms = await p99();

    await rate(calls.generate, 0.05);
    await untilRendering();
    const renderingP99Ms = await p99();

    // Drawing stands still from here, so that orders are measured and not what they set off.
    renderer = await untilRendering();
    process.kill(renderer, "SIGSTOP");
    await rate(calls.generate, WARM_UP_SECONDS);
    const generatePerSecond = await rate(calls.generate, ROUND_SECONDS * 2);
    figures = {
      barePerSecond: mean(bare),
      statusPerSecond: mean(status),
      generatePerSecond,
      idleP99Ms,
      renderingP99Ms,
    };
  } finally {
    await app.kill();
    // A process that stands still does not see the end of its parent.
    if (renderer !== undefined) process.kill(-renderer, "SIGKILL");
  }
  // Before and after: the speed of a disk that others use too changes from minute to minute.
  const again = await open();
  const ledgerAfter = await measureLedger(again, accounts).finally(() => again.close());
  return { ...figures, ledgerPerSecond: mean([ledgerBefore, ledgerAfter]) };
}

async function measureLedger(handle: Handle, accounts: readonly SeededAccount[]): Promise<number> {
  const work = ledgerTransaction(handle, accounts);
  await measureWork(WARM_UP_SECONDS, work);
  return measureWork(ROUND_SECONDS * 2, work);
}

function callsOf(accounts: readonly SeededAccount[]) {
  let turn = 0;
  const next = () => {
    const account = accounts[turn++ % accounts.length];
    if (!account) throw new Error("There are no accounts");
    return { ...account, headers: { authorization: `Bearer ${account.key}` } };
  };
  return {
    bare: (): Call => ({ path: "/api/ready" }),
    status: (): Call => {
      const { headers, taskIds } = next();
      return { path: `/v1/status?task_id=${taskIds[turn % 2]}`, headers };
    },
    generate: (): Call => ({
      path: "/v1/generate",
      method: "POST",
      headers: { ...next().headers, "content-type": "application/json" },
      body: JSON.stringify({ mode: "normal", prompt: "a paper boat on a golden sea", ratio: "3:2" }),
    }),
  };
}

/** The process that draws, once there is one. */
async function untilRendering(): Promise<number> {
  for (let tries = 0; tries < 150; tries++) {
    const found = findRenderer();
    if (found) return found.pid;
    await setTimeout(100);
  }
  throw new Error("Nothing is being drawn");
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
