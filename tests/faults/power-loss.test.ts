import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabase, database, useDatabase } from "#db/client";
import { connectEmbedded } from "#db/connect";
import { migrate } from "#db/migrate";
import { generations, videos } from "#db/schema/generations";
import { saveToken } from "#lib/connections/save-token";
import { type AcceptedNote, listAccepted } from "#lib/generations/accepted-notes";
import { archiveVideo } from "#lib/generations/archive-video";
import { submitGenerations } from "#lib/generations/submit-generations";
import { syncGeneration } from "#lib/generations/sync-generation";
import { checkLedger } from "#lib/ledger/check-ledger";
import { newAccount } from "#tests/support/accounts";
import { completed, type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import type { DiskRecording } from "#tests/support/record-disk";
import { isWhole, type PowerCut, recordWork, restartAfter, sha256Of, without } from "#tests/support/recorded-work";
import { randomFrom } from "#tests/support/simulated-limits";
import { submissionFor } from "#tests/support/submission";

/** How many cuts of the database are tried; `npm run test:power` tries more. */
const CUTS = Number(process.env.POWER_CUTS ?? 3);
const ORDERS = 24;
const SAMPLE = readFileSync(path.join("tests", "support", "fixtures", "sample.mp4"));

const HOME = process.env.DATA_DIR ?? "";
const settings = vi.hoisted(() => ({ DATA_DIR: "", GROKIMAGINE_BASE_URL: "" }));
const relied = vi.hoisted(() => ({ on: (_promised: Promised): void => {} }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), ...settings }) };
});
// Jobs only wake workers, and here the test does; pictures are not what is tried.
vi.mock(import("#lib/queue/enqueue"), () => ({ enqueue: async () => {}, nudge: () => {} }));
vi.mock(import("#lib/media/poster"), async () => ({
  makePoster: (await import("#tests/support/quick-poster")).quickPoster,
}));
vi.mock(import("#lib/generations/accepted-notes"), async (original) => {
  const actual = await original();
  const noteAccepted: typeof actual.noteAccepted = async (generationId, taskId) => {
    await actual.noteAccepted(generationId, taskId);
    relied.on({ kind: "noted", generationId, taskId });
  };
  return { ...actual, noteAccepted };
});

/** What somebody was told, and what must be so after a cut. */
type Promised =
  | { kind: "taken"; generationId: string; prompt: string }
  | { kind: "noted"; generationId: string; taskId: string }
  | { kind: "ready"; videoId: string };

const hasNote = (notes: AcceptedNote[], { generationId, taskId }: AcceptedNote) =>
  notes.some((note) => note.generationId === generationId && note.taskId === taskId);

describe("the embedded database, whenever the power is cut", () => {
  const folder = () => path.join(settings.DATA_DIR, "database");
  const stored = (key: string | null) => path.join(settings.DATA_DIR, "videos", key ?? "");
  let simulator: ProviderSimulator;
  let recording: DiskRecording;

  beforeAll(async () => {
    simulator = await startProviderSimulator();
    settings.GROKIMAGINE_BASE_URL = simulator.baseUrl;
    settings.DATA_DIR = path.join(HOME, "studio");
    mkdirSync(settings.DATA_DIR);
    const handle = await connectEmbedded(folder());
    await migrate(handle);
    useDatabase(handle);
    const { userId } = await newAccount();
    const { id: connectionId } = await saveToken(userId, "test-token-1234");
    await closeDatabase();
    recording = await recordWork(settings.DATA_DIR, async (promise) => {
      relied.on = promise;
      useDatabase(await connectEmbedded(folder()));
      await useStudio(userId, connectionId);
      await closeDatabase();
    });
  }, 120_000);
  afterAll(() => simulator.stop());

  /** Orders, outcomes and videos, amid the database's housekeeping. */
  async function useStudio(userId: string, connectionId: string): Promise<void> {
    const link = simulator.serveFile("video.mp4", (_, response) => {
      response.writeHead(200, { "content-type": "video/mp4", "content-length": SAMPLE.length }).end(SAMPLE);
    });
    simulator.onStatus((taskId) => ({ json: completed(taskId, [link]) }));
    const db = await database();
    for (let n = 1; n <= ORDERS; n += 1) {
      const generationId = uuidv7();
      const prompt = `${n} foxes in snow `.repeat(1 + ((n * 37) % 60)).trim();
      await submitGenerations(userId, submissionFor(connectionId, [generationId], prompt));
      relied.on({ kind: "taken", generationId, prompt });
      if (n % 3 === 0) continue;
      await syncGeneration(generationId);
      const made = await db.query.videos.findMany({ where: (video, { eq }) => eq(video.generationId, generationId) });
      for (const { id: videoId } of made) {
        await archiveVideo(videoId);
        relied.on({ kind: "ready", videoId });
      }
      if (n % 6 === 1) await db.execute(sql`checkpoint`);
      if (n % 8 === 2) await db.execute(sql`create index on generations (prompt, state)`);
      if (n % 8 === 5) await db.execute(sql`vacuum analyze generations`);
    }
  }

  /** What is not as it was promised after a cut; null where everything is. */
  async function faultAfter(cut: PowerCut): Promise<string | null> {
    settings.DATA_DIR = path.join(HOME, "after");
    const promises = restartAfter<Promised>(cut, settings.DATA_DIR);
    try {
      useDatabase(await connectEmbedded(folder()));
    } catch (error) {
      return `it does not open: ${String(error).slice(0, 200)}`;
    }
    try {
      const db = await database();
      const rows = new Map((await db.select().from(generations)).map((row) => [row.id, row]));
      const kept = new Map((await db.select().from(videos)).map((row) => [row.id, row]));
      const notes = await listAccepted(0);
      for (const promised of promises) {
        if (promised.kind === "taken" && rows.get(promised.generationId)?.prompt !== promised.prompt) {
          return "an order that was taken is gone";
        }
        if (promised.kind === "noted") {
          const isRecorded = rows.get(promised.generationId)?.providerTaskId === promised.taskId;
          if (!isRecorded && !hasNote(notes, promised)) return "a task id is neither recorded nor noted";
        }
        if (promised.kind === "ready" && kept.get(promised.videoId)?.archiveState !== "ready") {
          return "a video that was kept is not any more";
        }
      }
      for (const { archiveState, storageKey, sha256, posterKey } of kept.values()) {
        if (archiveState !== "ready") continue;
        if (!isWhole(stored(storageKey), sha256)) return "a ready video is not whole";
        if (!isWhole(stored(posterKey), sha256Of(Buffer.alloc(500, "poster")))) return "a poster is not whole";
      }
      const { wrongAccounts, wrongGenerations } = await checkLedger(db);
      if (wrongAccounts.length + wrongGenerations.length > 0) return "the ledger does not balance";
      await db.execute(sql`reindex table generations`);
      await db.execute(sql`insert into settings (key, value) values ('went on', 'true')`);
      return null;
    } catch (error) {
      return `it can't be used: ${String(error).slice(0, 200)}`;
    } finally {
      await closeDatabase().catch(() => undefined);
    }
  }

  /** What cuts at random moments from `from` (a share of the recording) on have ruined. */
  async function faultsOf(of: DiskRecording, cuts: number, seed: number, from = 0): Promise<string[]> {
    const random = randomFrom(seed);
    const faults: string[] = [];
    for (let cut = 0; cut < cuts; cut += 1) {
      const count = Math.ceil((from + random() * (1 - from)) * of.operations.length);
      const fault = await faultAfter({ recording: of, count, kind: "journal", random });
      if (fault) faults.push(`cut ${cut} after ${count} operations: ${fault}`);
    }
    return faults;
  }

  it(
    "opens, with everything that was promised",
    async () => {
      const asked = (kind: string) => recording.operations.filter((operation) => operation.kind === kind).length;
      console.log(`${asked("write")} writes, ${asked("sync")} syncs, ${asked("promise")} promises; ${CUTS} cuts`);
      expect(await faultsOf(recording, CUTS, 20_261_125)).toEqual([]);
    },
    60_000 + CUTS * 10_000,
  );

  it("would not without fsync, which shows that the cuts are real", async () => {
    const faults = await faultsOf(without(recording, "sync", "sync folder"), 2, 7, 0.7);
    console.log("without fsync:", faults);
    expect(faults.length).toBeGreaterThan(0);
  }, 60_000);
});
