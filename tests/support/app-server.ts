import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface AppServer {
  /** For example `http://localhost:41234`. */
  origin: string;
  dataDir: string;
  /** Everything the server has printed. */
  output(): string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as an operator would; the exit code. Its data folder goes, unless it is to be kept. */
  stop(options?: { keepData?: boolean }): Promise<number | null>;
  /** Ends it as Ctrl-C in a terminal does, which signals every process of the group; the data folder stays. */
  interrupt(): Promise<number | null>;
}

const READY = /Reelkeep is ready: (\S+)/;

/** Settings that keep tests quick: short, small clips. */
const SMALL = { ENGINE_SECONDS: "1", ENGINE_RESOLUTION: "144", LOG_LEVEL: "warn" };

/**
 * Starts the built app as `npm start` does, on a free port of this machine, with a data folder of its
 * own that goes when it stops (unless `dataDir` was given).
 */
export async function startApp(settings: Record<string, string> = {}, dataDir?: string): Promise<AppServer> {
  const folder = dataDir ?? mkdtempSync(path.join(tmpdir(), "rk-app-"));
  const { ready, ...started } = await startProcess([], READY, { PORT: "0", DATA_DIR: folder, ...settings });
  const cleanUp = () => {
    if (!dataDir) rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...started,
    origin: ready[1] ?? "",
    dataDir: folder,
    stop: async ({ keepData = false } = {}) => {
      const code = await started.stop();
      if (!keepData) cleanUp();
      return code;
    },
  };
}

/** Starts a worker as `npm run worker` does. */
export async function startWorker(settings: Record<string, string>): Promise<Omit<RunningProcess, "ready">> {
  const { ready: _, ...worker } = await startProcess(["worker"], /The worker is ready/, settings);
  return worker;
}

interface RunningProcess {
  /** What told that it is ready. */
  ready: RegExpExecArray;
  output(): string;
  kill(): Promise<void>;
  stop(): Promise<number | null>;
  interrupt(): Promise<number | null>;
}

async function startProcess(
  parameters: string[],
  readySign: RegExp,
  settings: Record<string, string>,
): Promise<RunningProcess> {
  const child = spawn(process.execPath, [path.join("lib", "cli", "start.mjs"), ...parameters], {
    cwd: path.join(import.meta.dirname, "..", ".."),
    // A group of its own, so that `kill` ends the server together with what started it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...SMALL, ...settings },
  });
  let printed = "";
  const ready = await new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const sign = readySign.exec(printed);
      if (sign) resolve(sign);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`The app ended with code ${code}:\n${printed}`)));
  });
  const signal = async (send: () => void) => {
    const gone = ended(child);
    send();
    return gone;
  };
  const toGroup = (name: NodeJS.Signals) => () => {
    if (child.pid) process.kill(-child.pid, name);
  };
  return {
    ready,
    output: () => printed,
    kill: async () => void (await signal(toGroup("SIGKILL"))),
    stop: () => signal(() => child.kill("SIGTERM")),
    interrupt: () => signal(toGroup("SIGINT")),
  };
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once("exit", (code) => resolve(code)));
}
