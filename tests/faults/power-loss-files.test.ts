import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, expect, it, vi } from "vitest";
import { noteWhole, readNote } from "#lib/archive/download-note";
import { leave, listIncoming, takeOver } from "#lib/archive/incoming";
import { forgetAccepted, listAccepted, noteAccepted } from "#lib/generations/accepted-notes";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { makeFolder } from "#lib/storage/local-disk";
import type { FileSystemKind } from "#tests/support/power-cut";
import type { DiskRecording } from "#tests/support/record-disk";
import { isWhole, recordWork, restartAfter, sha256Of, without } from "#tests/support/recorded-work";
import { randomFrom } from "#tests/support/simulated-limits";

/** Cuts after every single operation, each so many times. */
const CUTS_EACH = 2;
const VIDEOS = 4;

const HOME = process.env.DATA_DIR ?? "";
const settings = vi.hoisted(() => ({ DATA_DIR: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), ...settings }) };
});

/** What somebody relies on, until the same is promised of the next `stage` of the same video. */
type Promised = { id: string } & (
  | { stage: "noted"; taskId: string }
  | { stage: "whole"; sha256: string }
  | { stage: "overtaken"; sha256: string }
  | { stage: "stored"; sha256: string }
  | { stage: "noted no more" | "moving" }
);

const partOf = (id: string, attempt = 1) => path.join(incomingFolder(), `${id}.${attempt}.part`);
const keyOf = (id: string) => `${id.slice(-2)}/${id}.mp4`;

let recording: DiskRecording;

beforeAll(async () => {
  settings.DATA_DIR = path.join(HOME, "before");
  mkdirSync(settings.DATA_DIR);
  recording = await recordWork(settings.DATA_DIR, async (promise) => {
    await makeFolder(incomingFolder());
    for (let n = 1; n <= VIDEOS; n += 1) {
      const id = uuidv7();
      const taskId = `task_${n}_${"x".repeat(n * 300)}`;
      await noteAccepted(id, taskId);
      promise({ id, stage: "noted", taskId } satisfies Promised);
      const bytes = Buffer.alloc(3_000 * n, `video ${n}`);
      const sha256 = sha256Of(bytes);
      writeFileSync(partOf(id), bytes);
      await noteWhole(partOf(id), sha256);
      promise({ id, stage: "whole", sha256 } satisfies Promised);
      promise({ id, stage: "moving" } satisfies Promised);
      if (n === 1) {
        promise({ id, stage: "overtaken", sha256 } satisfies Promised);
        await takeOver(incomingFolder(), id, partOf(id, 2));
        await leave(partOf(id, 2));
        await takeOver(incomingFolder(), id, partOf(id, 3));
        continue;
      }
      await archiveStorage().put(keyOf(id), partOf(id));
      promise({ id, stage: "stored", sha256 } satisfies Promised);
      promise({ id, stage: "noted no more" } satisfies Promised);
      await forgetAccepted(id);
    }
  });
});

/** The stages that were promised and lost, over cuts after every operation. */
async function lostStages(of: DiskRecording, kind: FileSystemKind): Promise<string[]> {
  const random = randomFrom(4);
  const lost = new Set<string>();
  settings.DATA_DIR = path.join(HOME, "after");
  for (let count = 0; count <= of.operations.length; count += 1) {
    for (let again = 0; again < CUTS_EACH; again += 1) {
      const promises = restartAfter<Promised>({ recording: of, count, kind, random }, settings.DATA_DIR);
      for (const stage of await lostOf(promises)) lost.add(stage);
    }
  }
  return [...lost].sort();
}

async function lostOf(promises: Promised[]): Promise<string[]> {
  const lost: string[] = [];
  const notes = await listAccepted(0);
  const isOver = (id: string, stage: Promised["stage"]) =>
    promises.some((later) => later.id === id && later.stage === stage);
  for (const promised of promises) {
    const { id, stage } = promised;
    if (stage === "noted" && !isOver(id, "noted no more")) {
      if (!notes.some((note) => note.generationId === id && note.taskId === promised.taskId)) lost.push(stage);
    }
    if (stage === "whole" && !isOver(id, "moving")) {
      const note = await readNote(partOf(id));
      if (note?.sha256 !== promised.sha256 || !isWhole(partOf(id), promised.sha256)) lost.push(stage);
    }
    if (stage === "overtaken") {
      const tries = await listIncoming(incomingFolder(), id);
      if (!tries.some(({ file }) => isWhole(file, promised.sha256))) lost.push(stage);
    }
    const stored = path.join(settings.DATA_DIR, "videos", keyOf(id));
    if (stage === "stored" && !isWhole(stored, promised.sha256)) lost.push(stage);
  }
  return lost;
}

it.each(["journal", "posix"] as const)(
  "keeps task ids, whole downloads and stored videos whenever the power is cut (%s)",
  async (kind) => {
    console.log(`${recording.operations.length} operations, ${CUTS_EACH} cuts after each (${kind})`);
    expect(await lostStages(recording, kind)).toEqual([]);
  },
  60_000 + CUTS_EACH * 10_000,
);

it(
  "would lose each of them without the syncs of files, or of folders",
  async () => {
    const each = ["noted", "overtaken", "stored", "whole"];
    expect(await lostStages(without(recording, "sync"), "posix")).toEqual(each);
    expect(await lostStages(without(recording, "sync folder"), "posix")).toEqual(each);
  },
  60_000 + CUTS_EACH * 10_000,
);
