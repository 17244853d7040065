import { setTimeout } from "node:timers/promises";
import type { Handle } from "#db/connect";
import { FolderLockedError } from "#db/folder-lock";
import { type Call, measureP99, measureRate, measureWork } from "#tests/bench/load";
import { findRenderer } from "#tests/bench/processes";
import { ledgerTransaction, type SeededAccount, seed } from "#tests/bench/seed";
import { startApp } from "#tests/support/app-server";

const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 3;
const ROUNDS = 5;
const P99_SECONDS = 8;
const P99_ROUNDS = 3;
const P99_PER_SECOND = 50;
/** Clips as the engine draws them by default, one at a time. */
const CLIPS = { ENGINE_SECONDS: "6", ENGINE_RESOLUTION: "480", ENGINE_CONCURRENCY: "1" };

interface DatabaseUnderTest {
  open(): Promise<Handle>;
  /** Settings with which the app opens the same one. */
  settings: Record<string, string>;
  dataDir: string;
  /** Whether it can be worked on by hand while the app has it open. */
  shared: boolean;
}

/** Two things measured in turn, so that a disturbance of the machine meets both; each figure is the median of its rounds. */
interface Comparison {
  ours: number;
  theirs: number;
  /** The median of the rounds' own ratios, ours to theirs. */
  ratio: number;
}

/** What can be measured of the API. */
export const API_PARTS = ["status", "p99", "generate"] as const;
export type ApiPart = (typeof API_PARTS)[number];

/** Figures of the parts that were asked for. */
interface ApiFigures {
  /** Requests a second: `GET /v1/status`, and a bare route handler of the same server. */
  status?: Comparison;
  /**
   * A second: `POST /v1/generate`, ledger transactions by hand on the same database, and, in the same rounds,
   * a bare route: the same POST, body and all, to one that has nothing to do for it. Whatever answers over
   * HTTP here can't be faster than that.
   */
  generate?: Comparison & { bare: number };
  /** Milliseconds that 99 of 100 status reads stay below, while a clip is drawn, and idle. */
  p99?: Comparison;
}

/** Fills one database, measures `parts` of the built app on it, and the database itself by hand. */
export async function measureApi(
  { open, settings, dataDir, shared }: DatabaseUnderTest,
  parts: readonly ApiPart[],
): Promise<ApiFigures> {
  let byHand: Handle | undefined = await open();
  const accounts = await seed(byHand);
  const ledger = async (handle: Handle) => measureWork(ROUND_SECONDS, ledgerTransaction(handle, accounts));
  const before: number[] = [];
  if (parts.includes("generate")) await ledger(byHand);
  // A database of one process is measured before and after, for its folder belongs to the app in between.
  if (!shared) {
    for (let round = 0; parts.includes("generate") && round < ROUNDS; round++) before.push(await ledger(byHand));
    await byHand.close();
    byHand = undefined;
  }
  const app = await startApp({ ...CLIPS, ...settings }, dataDir);
  const calls = callsOf(accounts);
  const rate = (next: () => Call, seconds = ROUND_SECONDS) => measureRate(app.origin, seconds, next);
  const p99 = () => measureP99(app.origin, P99_SECONDS, P99_PER_SECOND, calls.status);
  let renderer: number | undefined;
  const stopDrawing = async () => {
    renderer = await untilRendering();
    signal(renderer, "SIGSTOP");
  };
  let running = true;
  const end = async () => {
    if (running) await app.kill();
    running = false;
  };
  const figures: ApiFigures = {};
  try {
    for (const next of [calls.bare, calls.status]) await rate(next, WARM_UP_SECONDS);
    if (parts.includes("status")) {
      figures.status = await compare(
        ROUNDS,
        () => rate(calls.status),
        () => rate(calls.bare),
      );
    }
    if (parts.includes("p99")) {
      await rate(calls.generate, 0.05);
      const drawing = async (): Promise<number> => {
        signal(await untilRendering(), "SIGCONT");
        return p99();
      };
      const idle = async (): Promise<number> => {
        await stopDrawing();
        return p99();
      };
      figures.p99 = await compare(P99_ROUNDS, drawing, idle);
    }
    if (!parts.includes("generate")) return figures;

    // Drawing stands still from here, so that orders are measured and not what they set off.
    await rate(calls.generate, 0.05);
    await stopDrawing();
    await rate(calls.generate, WARM_UP_SECONDS);
    const bares: number[] = [];
    const orders = async () => {
      bares.push(await rate(calls.barePost));
      return rate(calls.generate);
    };
    if (byHand) {
      const handle = byHand;
      const taken = await compare(ROUNDS, orders, () => ledger(handle));
      return { ...figures, generate: { ...taken, bare: median(bares) } };
    }
    const ours: number[] = [];
    for (let round = 0; round < ROUNDS; round++) ours.push(await orders());
    await end();
    byHand = await openOnceFree(open);
    const theirs = [...before];
    for (let round = 0; round < ROUNDS; round++) theirs.push(await ledger(byHand));
    const taken = comparison(ours, theirs, median(ours) / median(theirs));
    return { ...figures, generate: { ...taken, bare: median(bares) } };
  } finally {
    await end();
    // A process that stands still does not see the end of its parent.
    if (renderer !== undefined) signal(renderer, "SIGKILL");
    await byHand?.close();
  }
}

/** A process that was killed may take a moment to let go of its folder. */
async function openOnceFree(open: () => Promise<Handle>): Promise<Handle> {
  for (let tries = 0; ; tries++) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof FolderLockedError) || tries === 100) throw error;
      await setTimeout(100);
    }
  }
}

async function compare(
  rounds: number,
  measureOurs: () => Promise<number>,
  measureTheirs: () => Promise<number>,
): Promise<Comparison> {
  const [ours, theirs, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    const [one, other] = [await measureOurs(), await measureTheirs()];
    ours.push(one);
    theirs.push(other);
    ratios.push(one / other);
  }
  return comparison(ours, theirs, median(ratios));
}

function comparison(ours: number[], theirs: number[], ratio: number): Comparison {
  return { ours: median(ours), theirs: median(theirs), ratio };
}

/** To the process that draws and its encoder, which are a group; it may have ended by now. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // Its clip was done.
  }
}

function callsOf(accounts: readonly SeededAccount[]) {
  let turn = 0;
  const next = () => {
    const account = accounts[turn++ % accounts.length];
    if (!account) throw new Error("There are no accounts");
    return { ...account, headers: { authorization: `Bearer ${account.key}` } };
  };
  const order = {
    method: "POST" as const,
    body: JSON.stringify({ mode: "normal", prompt: "a paper boat on a golden sea", ratio: "3:2" }),
  };
  const ordering = () => ({ ...next().headers, "content-type": "application/json" });
  return {
    bare: (): Call => ({ path: "/api/ready" }),
    // A route that takes no POST: Next.js itself says so.
    barePost: (): Call => ({ ...order, path: "/api/ready", headers: ordering(), expected: 405 }),
    status: (): Call => {
      const { headers, taskIds } = next();
      return { path: `/v1/status?task_id=${taskIds[turn % 2]}`, headers };
    },
    generate: (): Call => ({ ...order, path: "/v1/generate", headers: ordering() }),
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

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
