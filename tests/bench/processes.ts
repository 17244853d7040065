import { readdirSync, readFileSync } from "node:fs";

/** What Linux counts CPU time in: USER_HZ is 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Fields of `/proc/<pid>/stat` behind the name, which may hold anything; the state is the first. */
function statOf(pid: number | "self"): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** CPU seconds of this process's children that have ended, with all that they waited for. */
export function endedChildrenCpuSeconds(): number {
  const fields = statOf("self") ?? [];
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

export interface Descendant {
  pid: number;
  command: string;
}

/** Every living process below this one. */
export function descendants(): Descendant[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const parent = Number(statOf(Number(name))?.[1]);
    if (parent > 0) parents.set(Number(name), parent);
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (parents.get(pid) === process.pid || isBelow(parents.get(pid)));
  return [...parents.keys()]
    .filter(isBelow)
    .map((pid) => ({ pid, command: (read(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ") }));
}

/** Resident memory of a living process. */
export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`) ?? "") ?? [];
  return Number(kilobytes ?? 0) / 1_024;
}

/** The process that draws, where one is at work. */
export function findRenderer(): Descendant | undefined {
  return descendants().find(({ command }) => command.includes("lib/engine/render/child.ts"));
}
