import { readdirSync, readlinkSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { zipDownloads } from "#db/schema/library";
import { getVideo, getVideoFile } from "#lib/generations/get-video";
import { fileNameTemplateOf, saveFileNameTemplate } from "#lib/library/file-name-template";
import { markVideos } from "#lib/library/mark-videos";
import { openZip } from "#lib/library/open-zip";
import { prepareZip } from "#lib/library/prepare-zip";
import { sweepLibrary } from "#lib/library/sweep-library";
import { tagVideos } from "#lib/library/tag-videos";
import { moveToTrash } from "#lib/library/trash";
import { newAccount } from "#tests/support/accounts";
import { type Account, newGeneration } from "#tests/support/new-generation";
import { newSmallLibrary } from "#tests/support/small-library";
import { storeFile } from "#tests/support/store-file";
import { describeOnBothDatabases } from "#tests/support/test-database";
import { unzip } from "#tests/support/unzip";

let mine: Account;
let other: Account;
let kite: { id: string; videoIds: string[] };
let boat: { id: string; videoIds: string[] };
let foreign: { id: string; videoIds: string[] };
const [first, second] = [() => kite.videoIds[0] ?? "", () => kite.videoIds[1] ?? ""];
const sail = () => boat.videoIds[0] ?? "";

async function newLibrary(): Promise<void> {
  ({ account: mine, kite, boat } = await newSmallLibrary());
}

describeOnBothDatabases("downloads of a library:", () => {
  beforeAll(async () => {
    other = await newAccount();
    foreign = await newGeneration(other, { prompt: "not mine" }, [{}]);
  });

  describe("ZIP downloads", () => {
    beforeEach(newLibrary);

    async function download(zipId: string, userId = mine.userId) {
      const { stream, sizeBytes, fileName } = await openZip(userId, zipId);
      const bytes = Buffer.from(await new Response(stream).arrayBuffer());
      return { bytes, sizeBytes, fileName };
    }

    it("hold the videos as they are, a sidecar for each, and tell what is missing", async () => {
      const db = await database();
      const facts = { archiveState: "ready" as const, sha256: "abc", mediaType: "video/mp4" };
      for (const [videoId, text] of [
        [first(), "first video"],
        [second(), "second video, longer"],
      ] as const) {
        const storageKey = await storeFile(videoId, text);
        await db
          .update(videos)
          .set({ ...facts, storageKey })
          .where(eq(videos.id, videoId));
      }
      await db
        .update(videos)
        .set({ ...facts, storageKey: "aa/lost.mp4" })
        .where(eq(videos.id, sail()));
      await markVideos(mine.userId, { videoIds: [first()], favourite: true, rating: 3 });
      await tagVideos(mine.userId, { videoIds: [first()], name: "Best of 雪", on: true });
      await saveFileNameTemplate(mine.userId, "{prompt} {tags}");

      const asked = [first(), second(), sail(), ...foreign.videoIds, first(), uuidv7()];
      const { zipId } = await prepareZip(mine.userId, asked);
      const { bytes, sizeBytes, fileName } = await download(zipId);
      expect(sizeBytes).toBe(bytes.length);
      expect(fileName).toMatch(/^reelkeep-\d{4}-\d\d-\d\d-3\.zip$/);
      const files = unzip(bytes);
      expect([...files.keys()]).toEqual([
        "a-red-kite best-of-雪.mp4",
        "a-red-kite best-of-雪.json",
        "a-red-kite.mp4",
        "a-red-kite.json",
        "a-boat.json",
        "contents.json",
      ]);
      expect(files.get("a-red-kite.mp4")?.toString()).toBe("second video, longer");
      expect(JSON.parse(files.get("a-red-kite best-of-雪.json")?.toString() ?? "")).toMatchObject({
        file: "a-red-kite best-of-雪.mp4",
        videoId: first(),
        prompt: "a red kite",
        mode: "normal",
        ratio: "1:1",
        favourite: true,
        rating: 3,
        tags: ["Best of 雪"],
        sha256: "abc",
        connection: "preview",
        taskId: null,
      });
      expect(JSON.parse(files.get("a-boat.json")?.toString() ?? "")).toMatchObject({ file: null });
      expect(JSON.parse(files.get("contents.json")?.toString() ?? "")).toMatchObject({
        videos: 3,
        missing: [{ videoId: sail(), prompt: "a boat" }],
      });
    });

    it("have names that differ, and leave out what was thrown away meanwhile", async () => {
      await saveFileNameTemplate(mine.userId, "Same {mode}");
      const { zipId } = await prepareZip(mine.userId, [...kite.videoIds, sail()]);
      await moveToTrash(mine.userId, { videoIds: [sail()], generationIds: [] });
      const files = unzip((await download(zipId)).bytes);
      expect([...files.keys()]).toEqual(["Same normal.json", "Same normal (2).json", "contents.json"]);
    });

    it("are a user's own, for a day", async () => {
      await expect(prepareZip(mine.userId, foreign.videoIds)).rejects.toThrow("NOT_FOUND");
      const { zipId } = await prepareZip(mine.userId, kite.videoIds);
      await expect(openZip(other.userId, zipId)).rejects.toThrow("NOT_FOUND");
      const db = await database();
      await db.update(zipDownloads).set({ createdAt: sql`now() - interval '25 hours'` });
      await expect(openZip(mine.userId, zipId)).rejects.toThrow("NOT_FOUND");
      await sweepLibrary();
      expect(await db.select().from(zipDownloads)).toEqual([]);
    });

    it("end their reading when nobody takes them any more", async () => {
      const db = await database();
      const storageKey = await storeFile(first(), "x".repeat(3_000_000));
      await db.update(videos).set({ storageKey, archiveState: "ready" }).where(eq(videos.id, first()));
      const { zipId } = await prepareZip(mine.userId, [first(), second()]);
      const { stream } = await openZip(mine.userId, zipId);
      const reader = stream.getReader();
      for (let chunk = 0; chunk < 4; chunk += 1) await reader.read();
      // Open files can be counted where the system lists them.
      const opened = () =>
        readdirSync("/proc/self/fd").filter((fd) => {
          try {
            return readlinkSync(`/proc/self/fd/${fd}`).endsWith(storageKey);
          } catch {
            return false;
          }
        });
      if (process.platform === "linux") expect(opened()).toHaveLength(1);
      await reader.cancel();
      if (process.platform === "linux") await expect.poll(() => opened()).toEqual([]);
    });
  });

  describe("large ZIP downloads", () => {
    const MEGABYTE = 1024 ** 2;
    const SIZE = MEGABYTE / 8;
    const COUNT = 2_200;
    beforeAll(newLibrary);

    it("are listed part by part, and take no more memory than a part", async () => {
      const db = await database();
      // One file that all videos share, read again and again.
      const storageKey = await storeFile(sail(), "x".repeat(SIZE));
      const many = await newGeneration(mine, { prompt: "many" });
      const rows = Array.from({ length: COUNT }, (_, place) => ({
        ...{
          id: uuidv7(),
          generationId: many.id,
          userId: mine.userId,
          number: place + 1,
          sourceUrl: "https://a.test/",
        },
        ...{ archiveState: "ready" as const, deadlineAt: new Date(), storageKey, sizeBytes: SIZE },
      }));
      for (let start = 0; start < COUNT; start += 400) await db.insert(videos).values(rows.slice(start, start + 400));
      const { zipId } = await prepareZip(
        mine.userId,
        rows.map(({ id }) => id),
      );
      const { stream, sizeBytes } = await openZip(mine.userId, zipId);
      expect(sizeBytes).toBeNull();
      let bytes = 0;
      let peak = 0;
      let tail = Buffer.alloc(0);
      let base = 0;
      for await (const chunk of stream) {
        if (bytes === 0) base = process.memoryUsage().rss;
        bytes += chunk.length;
        tail = Buffer.concat([tail, chunk]).subarray(-22);
        if ((bytes & 0xfffff) < chunk.length) peak = Math.max(peak, process.memoryUsage().rss);
      }
      expect(bytes).toBeGreaterThan(COUNT * SIZE);
      expect(tail.readUInt32LE(0)).toBe(0x06054b50);
      expect(tail.readUInt16LE(10)).toBe(COUNT * 2 + 1);
      expect((peak - base) / MEGABYTE).toBeLessThan(100);
    });
  });

  describe("names of downloads", () => {
    beforeEach(newLibrary);

    it("follow the owner's template, in lists and on files", async () => {
      const db = await database();
      await db.update(videos).set({ storageKey: "aa/x.mp4", sha256: "a", rating: 5 }).where(eq(videos.id, first()));
      await tagVideos(mine.userId, { videoIds: [first()], name: "Sky", on: true });
      expect(await fileNameTemplateOf(mine.userId)).toBe("{date}-{prompt}-{n}");
      await expect(saveFileNameTemplate(mine.userId, "{nonsense}")).rejects.toThrow("FILE_NAME_TEMPLATE_INVALID");
      await saveFileNameTemplate(mine.userId, " {rating}-{tags}-{prompt} ");
      expect(await fileNameTemplateOf(mine.userId)).toBe("{rating}-{tags}-{prompt}");
      expect((await getVideo(mine.userId, first())).video.fileName).toBe("5-sky-a-red-kite.mp4");
      expect((await getVideoFile(mine.userId, first())).fileName).toBe("5-sky-a-red-kite.mp4");
      expect(await fileNameTemplateOf(other.userId)).toBe("{date}-{prompt}-{n}");
      const [row] = await db.select().from(generations).where(eq(generations.id, kite.id));
      await saveFileNameTemplate(mine.userId, "{date}-{prompt}-{n}");
      const day = row?.createdAt.toISOString().slice(0, 10);
      expect((await getVideo(mine.userId, second())).video.fileName).toBe(`${day}-a-red-kite-2.mp4`);
    });
  });
});
