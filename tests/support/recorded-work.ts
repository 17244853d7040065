import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { cutPower, type FileSystemKind, replayed, writeTree } from "#tests/support/power-cut";
import { type DiskRecording, readTree, recordDisk } from "#tests/support/record-disk";

/**
 * Records what `work` asks of the disk below `folder`, and what it `promise`s on the way. Fails where the
 * recording does not lead to the folder as it is in the end.
 */
export async function recordWork(
  folder: string,
  work: (promise: (promised: unknown) => void) => Promise<void>,
): Promise<DiskRecording> {
  const recorder = recordDisk(folder);
  try {
    await work(recorder.promise);
  } finally {
    recorder.stop();
  }
  const { base, folders } = readTree(folder);
  const left = replayed(recorder);
  const differing = [...base].filter(([name, { bytes }]) => {
    const again = left.get(name);
    return !(again instanceof Buffer && again.equals(bytes));
  });
  expect(differing.map(([name]) => name)).toEqual([]);
  expect([...left.keys()].sort()).toEqual([...base.keys(), ...folders].sort());
  return recorder;
}

/** A cut after so many operations. */
export interface PowerCut {
  recording: DiskRecording;
  count: number;
  kind: FileSystemKind;
  random: () => number;
}

/** Makes `target` a folder that the cut could leave; answers with all that was promised before it. */
export function restartAfter<Promised>({ recording, count, kind, random }: PowerCut, target: string): Promised[] {
  writeTree(target, cutPower(recording, count, kind, random));
  const before = recording.operations.slice(0, count);
  return before.flatMap((operation) => (operation.kind === "promise" ? [operation.promise as Promised] : []));
}

/** What would have been recorded of a program that never asks for these syncs. */
export function without(recording: DiskRecording, ...kinds: ("sync" | "sync folder")[]): DiskRecording {
  const isLeft = ({ kind }: DiskRecording["operations"][number]) => !kinds.some((left) => left === kind);
  return { ...recording, operations: recording.operations.filter(isLeft) };
}

export const sha256Of = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Whether the file is there with these bytes. */
export function isWhole(file: string, sha256: string | null): boolean {
  try {
    return sha256Of(readFileSync(file)) === sha256;
  } catch {
    return false;
  }
}
