import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import { saveToken } from "#lib/connections/save-token";
import type { ConnectionView } from "#lib/contract/studio";
import { submitGenerations } from "#lib/generations/submit-generations";
import { syncGeneration } from "#lib/generations/sync-generation";
import { newAccount } from "#tests/support/accounts";
import { completed, type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";
import { sampleVideo } from "#tests/support/sample-video";
import { submissionFor } from "#tests/support/submission";

/** What tests of the archive have: a provider, a whole video, and for each test an account with a token. */
interface ArchiveScene {
  simulator: ProviderSimulator;
  /** The bytes of a whole video. */
  sample: Buffer;
  userId: string;
  connection: ConnectionView;
  /** A succeeded generation with these links; its videos' ids in order. */
  succeed(...urls: string[]): Promise<string[]>;
  rowOf(videoId: string): Promise<typeof videos.$inferSelect>;
}

/** To be called inside a `describe`. `onStart` is told the provider's base URL, for the settings. */
export function archiveScene(onStart: (baseUrl: string) => void): ArchiveScene {
  const scene: Partial<ArchiveScene> & Pick<ArchiveScene, "succeed" | "rowOf"> = {
    succeed: async (...urls) => {
      const { userId, connection, simulator } = scene as ArchiveScene;
      const id = uuidv7();
      await submitGenerations(userId, submissionFor(connection.id, [id], "a calm sea"));
      simulator.onStatus((taskId) => ({ json: completed(taskId, urls) }));
      await syncGeneration(id);
      const db = await database();
      const rows = await db.select().from(videos).where(eq(videos.generationId, id)).orderBy(videos.number);
      return rows.map((row) => row.id);
    },
    rowOf: async (videoId) => {
      const [row] = await (await database()).select().from(videos).where(eq(videos.id, videoId));
      if (!row) throw new Error("no such video");
      return row;
    },
  };
  beforeAll(async () => {
    scene.simulator = await startProviderSimulator();
    onStart(scene.simulator.baseUrl);
    scene.sample = await sampleVideo();
  });
  afterAll(() => scene.simulator?.stop());
  beforeEach(async () => {
    scene.userId = (await newAccount()).userId;
    scene.connection = await saveToken(scene.userId, "test-token-1234");
  });
  return scene as ArchiveScene;
}
