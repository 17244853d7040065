import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

/** How a command of ours ended, and all it printed. */
export interface Finished {
  code: number | null;
  output: string;
}

type Command = "backup" | "restore" | "db-move" | "ledger-check";
type Settings = Record<string, string | undefined>;

/** Runs `npm run <command>` of this project as a process of its own. An undefined setting is absent there. */
export function runCommand(command: Command, settings: Settings, parameters: string[] = []): Promise<Finished> {
  return startCommand(command, settings, parameters).finished;
}

/** The same, for somebody who does something to the process meanwhile. */
export function startCommand(
  command: Command,
  settings: Settings,
  parameters: string[] = [],
): { child: ChildProcess; finished: Promise<Finished> } {
  const file = path.join("lib", "cli", `${command}.ts`);
  const child = spawn(process.execPath, ["--conditions=react-server", "--no-warnings", file, ...parameters], {
    cwd: path.join(import.meta.dirname, "..", ".."),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", ...settings },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const finished = new Promise<Finished>((resolve) => child.once("exit", (code) => resolve({ code, output })));
  return { child, finished };
}
