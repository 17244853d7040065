import { execFileSync } from "node:child_process";
import { mkdir, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { archivePauses } from "#db/schema/archive";
import { videos } from "#db/schema/generations";
import { cleanIncoming } from "#lib/archive/clean-incoming";
import { cleanLeftovers } from "#lib/archive/clean-leftovers";
import { isDownloaded } from "#lib/archive/incoming";
import { env, parseEnvironment } from "#lib/env";
import { archiveNoticeOf, resumeArchiving } from "#lib/generations/archive-notice";
import { archiveVideo } from "#lib/generations/archive-video";
import { sweep } from "#lib/generations/sweep";
import { boss } from "#lib/queue/boss";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { newAccount } from "#tests/support/accounts";
import { archiveScene } from "#tests/support/archive-scene";
import { fileServer, sha256 } from "#tests/support/file-server";
import { type S3Server, startS3Server } from "#tests/support/s3-server";
import { describeOnBothDatabases } from "#tests/support/test-database";

const settings = vi.hoisted(() => ({ changed: {} as Record<string, string> }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), ...settings.changed }) };
});
vi.mock(import("#lib/media/poster"), async () => ({
  makePoster: (await import("#tests/support/quick-poster")).quickPoster,
}));
/** What the disk says of its room, where a test wants it otherwise than it is. */
const disk = vi.hoisted(() => ({ freeBytes: undefined as number | undefined }));
vi.mock(import("node:fs/promises"), async (original) => {
  const actual = await original();
  const statfs = async (folder: string) => {
    const told = await actual.statfs(folder);
    return disk.freeBytes === undefined ? told : { ...told, bsize: 1, blocks: 100 * 1024 ** 3, bavail: disk.freeBytes };
  };
  return { ...actual, default: actual, statfs: statfs as typeof actual.statfs };
});

/** A disk of two megabytes at `folder`; false where this user may not mount one. */
function mountTinyDisk(folder: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const HOUR_MS = 60 * 60_000;

describeOnBothDatabases("the archive without room or storage", () => {
  const scene = archiveScene((baseUrl) => {
    settings.changed = { GROKIMAGINE_BASE_URL: baseUrl };
  });
  const { succeed, rowOf } = scene;
  const whole = (name = "whole.mp4") => scene.simulator.serveFile(name, fileServer(scene.sample).serve);
  const pauses = async () => (await (await database()).select().from(archivePauses)).map(({ reason }) => reason);
  const waitingJobs = async (id: string) => (await boss()).findJobs("archive", { key: id });
  /** As if the time for the next probe had come. */
  const probeIsDue = async () => (await database()).update(archivePauses).set({ nextProbeAt: new Date(0) });
  afterEach(async () => {
    disk.freeBytes = undefined;
    await (await database()).delete(archivePauses);
  });

  it("stops for everybody while the disk is full, says so, loses nothing and goes on by itself", async () => {
    const [id = "", other = ""] = await succeed(whole(), `${whole()}?2`);
    disk.freeBytes = 1_000;
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "STORAGE_FULL" });
    expect(await pauses()).toEqual(["disk_full"]);
    await archiveVideo(other);
    expect(await rowOf(other)).toMatchObject({ archiveState: "pending", tries: 0 });
    expect(await archiveNoticeOf(scene.userId)).toMatchObject({ pauses: ["disk_full"], waiting: 2 });
    expect(await archiveNoticeOf((await newAccount()).userId)).toMatchObject({ pauses: ["disk_full"], waiting: 0 });

    await probeIsDue();
    await sweep();
    expect(await pauses()).toEqual(["disk_full"]);

    disk.freeBytes = 10 * 1024 ** 3;
    await (await boss()).deleteAllJobs("archive");
    await probeIsDue();
    await sweep();
    expect(await pauses()).toEqual([]);
    for (const videoId of [id, other]) {
      expect((await waitingJobs(videoId))[0]?.startAfter.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
      await archiveVideo(videoId);
      expect(await rowOf(videoId)).toMatchObject({
        archiveState: "ready",
        errorCode: null,
        sha256: sha256(scene.sample),
      });
    }
  });

  it("does not take a disk for free again at the first spare byte, and tries at once when asked to", async () => {
    const [id = ""] = await succeed(whole());
    disk.freeBytes = 1_000;
    await archiveVideo(id);
    disk.freeBytes = 300 * 1024 ** 2;
    expect((await resumeArchiving(scene.userId)).pauses).toEqual(["disk_full"]);
    disk.freeBytes = 600 * 1024 ** 2;
    expect((await resumeArchiving(scene.userId)).pauses).toEqual([]);
  });

  it("never calls a video lost because of our own disk, however long it is full", async () => {
    const [id = ""] = await succeed(whole());
    const longAgo = new Date(Date.now() - 30 * 24 * HOUR_MS);
    await (await database()).update(videos).set({ deadlineAt: longAgo }).where(eq(videos.id, id));
    disk.freeBytes = 1_000;
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "STORAGE_FULL" });
  });

  it("stops when the system itself says that the disk is full", async () => {
    const folder = incomingFolder();
    await mkdir(folder, { recursive: true });
    const mounted = mountTinyDisk(folder);
    const [id = ""] = await succeed(whole());
    try {
      if (mounted) {
        await writeFile(path.join(folder, "filler"), Buffer.alloc(2 * 1024 ** 2 - 4_096));
        disk.freeBytes = 10 * 1024 ** 3;
        await archiveVideo(id);
      } else {
        // Without the right to mount: Linux's own file that is always full, in the place of the download.
        await symlink("/dev/full", path.join(folder, `${id}.1.part`));
        await archiveVideo(id);
      }
      expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "STORAGE_FULL" });
      expect(await pauses()).toEqual(["disk_full"]);
      if (mounted) {
        expect((await resumeArchiving(scene.userId)).pauses).toEqual(["disk_full"]);
        await rm(path.join(folder, "filler"));
      } else {
        for (const name of await readdir(folder)) await rm(path.join(folder, name));
      }
      disk.freeBytes = undefined;
      expect((await resumeArchiving(scene.userId)).pauses).toEqual([]);
      await archiveVideo(id);
      expect(await rowOf(id)).toMatchObject({ archiveState: "ready", sha256: sha256(scene.sample) });
    } finally {
      if (mounted) execFileSync("umount", ["-l", folder]);
    }
  });

  it("warns of a video whose link may die within six hours, and of nobody else's", async () => {
    const [urgent = "", calm = ""] = await succeed(whole(), `${whole()}?2`);
    const deadlineOf = async (id: string, inMs: number) =>
      (await database())
        .update(videos)
        .set({ deadlineAt: new Date(Date.now() + inMs) })
        .where(eq(videos.id, id));
    await deadlineOf(calm, 7 * HOUR_MS);
    await deadlineOf(urgent, 6.01 * HOUR_MS);
    expect((await archiveNoticeOf(scene.userId)).atRiskTotal).toBe(0);
    await deadlineOf(urgent, 5.9 * HOUR_MS);
    expect(await archiveNoticeOf(scene.userId)).toMatchObject({
      atRiskTotal: 1,
      atRisk: [{ videoId: urgent, prompt: "a calm sea" }],
    });
    expect((await archiveNoticeOf((await newAccount()).userId)).atRiskTotal).toBe(0);
    await archiveVideo(urgent);
    expect((await archiveNoticeOf(scene.userId)).atRiskTotal).toBe(0);
  });

  it("cleans up what nobody needs, and never what a pending video has", async () => {
    const folder = incomingFolder();
    await rm(folder, { recursive: true, force: true });
    const [done = "", pending = ""] = await succeed(whole(), `${whole()}?2`);
    await archiveVideo(done);
    const leftovers = [`${done}.1.part`, `${pending}.1.rest`];
    for (const name of leftovers) {
      await writeFile(path.join(folder, name), "bytes");
      await utimes(path.join(folder, name), new Date(0), new Date(0));
    }
    await writeFile(path.join(folder, `${done}.2.part`), "young");
    expect(await cleanIncoming()).toBe(1);
    expect((await readdir(folder)).filter((name) => /part|rest/.test(name)).sort()).toEqual(
      [`${done}.2.part`, `${pending}.1.rest`].sort(),
    );
  });

  it("cleans up what killed processes left of work that begins anew, and nothing that may be in use", async () => {
    const folder = incomingFolder();
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const id = uuidv7();
    const ofTheServer = [`frame-${id}.mp4`, `stitch-${id}-1`, `${id}.part`, "backup-aB3xYz"];
    const others = [`migrate-${id}`, `${id}.1.rest`, "backup-of-mine"];
    const anHourAgo = new Date(Date.now() - 3_600_000);
    for (const name of [...ofTheServer, ...others]) {
      await writeFile(path.join(folder, name), "bytes");
      await utimes(path.join(folder, name), anHourAgo, anHourAgo);
    }
    await writeFile(path.join(folder, `frame-${uuidv7()}.mp4`), "young");
    expect(await cleanLeftovers({ isSoleOwner: false })).toBe(0);
    expect(await cleanLeftovers({ isSoleOwner: true })).toBe(4);
    const left = await readdir(folder);
    expect(left.filter((name) => !name.startsWith("frame-")).sort()).toEqual(others.sort());
    expect(left).toHaveLength(4);
    await utimes(path.join(folder, `migrate-${id}`), new Date(0), new Date(0));
    expect(await cleanLeftovers({ isSoleOwner: false })).toBe(1);
  });

  describe("on S3", () => {
    let s3: S3Server;
    beforeAll(async () => {
      s3 = await startS3Server();
      Object.assign(settings.changed, parseEnvironment({ ...s3.settings, STORAGE: "s3" }), {
        DATA_DIR: env().DATA_DIR,
        GROKIMAGINE_BASE_URL: scene.simulator.baseUrl,
      });
    });
    afterAll(() => s3.end());

    it("keeps videos in the bucket", async () => {
      const [id = ""] = await succeed(whole());
      await archiveVideo(id);
      const { storageKey, posterKey } = await rowOf(id);
      expect(sha256(await buffer(await archiveStorage().read(storageKey ?? "")))).toBe(sha256(scene.sample));
      expect(await archiveStorage().size(posterKey ?? "")).toBeGreaterThan(100);
      expect(await readdir(incomingFolder()).then((names) => names.filter((name) => name.startsWith(id)))).toEqual([]);
    });

    it("downloads while the bucket is away, and puts the video there afterwards though its link is dead", async () => {
      let dead = false;
      const url = scene.simulator.serveFile("brief.mp4", (request, response) => {
        if (dead) response.writeHead(410).end();
        else fileServer(scene.sample).serve(request, response);
      });
      const [id = "", other = ""] = await succeed(url, `${url}?2`);
      await s3.stop();
      await archiveVideo(id);
      expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "STORAGE_UNREACHABLE" });
      expect(await pauses()).toEqual(["storage_unreachable"]);
      await archiveVideo(other);
      dead = true;
      for (const videoId of [id, other]) {
        expect(await isDownloaded(incomingFolder(), videoId)).toBe(true);
        const { tries } = await rowOf(videoId);
        await archiveVideo(videoId);
        expect(await rowOf(videoId)).toMatchObject({ archiveState: "pending", tries });
      }
      expect((await resumeArchiving(scene.userId)).pauses).toEqual(["storage_unreachable"]);
      await s3.start();
      await probeIsDue();
      await sweep();
      expect(await pauses()).toEqual([]);
      for (const videoId of [id, other]) {
        await archiveVideo(videoId);
        expect(await rowOf(videoId)).toMatchObject({ archiveState: "ready", sha256: sha256(scene.sample) });
      }
    });

    it("makes room on a full disk with what is whole on it already", async () => {
      const [id = "", other = ""] = await succeed(whole(), `${whole()}?2`);
      await s3.stop();
      await archiveVideo(id);
      disk.freeBytes = 1_000;
      await archiveVideo(other);
      expect((await pauses()).sort()).toEqual(["disk_full", "storage_unreachable"]);
      await s3.start();
      await probeIsDue();
      await sweep();
      expect(await pauses()).toEqual(["disk_full"]);
      await archiveVideo(other);
      expect(await rowOf(other)).toMatchObject({ archiveState: "pending", errorCode: "STORAGE_FULL" });
      await archiveVideo(id);
      expect(await rowOf(id)).toMatchObject({ archiveState: "ready" });
    });
  });
});
