import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connectionVersions } from "#db/schema/users";
import { eraseRetiredTokens } from "#lib/connections/erase-retired-tokens";
import { claimVideo } from "#lib/generations/archive-claim";
import { archiveVideo, retryArchive } from "#lib/generations/archive-video";
import { deleteConnection } from "#lib/generations/delete-connection";
import { getPosterFile, getVideo, getVideoFile } from "#lib/generations/get-video";
import { sweep } from "#lib/generations/sweep";
import { boss } from "#lib/queue/boss";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { newAccount } from "#tests/support/accounts";
import { archiveScene } from "#tests/support/archive-scene";
import { fileServer, sha256 } from "#tests/support/file-server";
import { completed, type ProviderSimulator } from "#tests/support/provider-simulator";
import { sampleVideo } from "#tests/support/sample-video";
import { describeOnBothDatabases } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});

describeOnBothDatabases("the archive", () => {
  const scene = archiveScene((baseUrl) => {
    provider.baseUrl = baseUrl;
  });
  const { succeed, rowOf } = scene;
  const serve = (name: string, answer: Parameters<ProviderSimulator["serveFile"]>[1]) =>
    scene.simulator.serveFile(name, answer);

  it("keeps every output whole, with poster and facts, whatever the server calls it", async () => {
    const url = serve("whole.mp4", fileServer(scene.sample).serve);
    const ids = await succeed(url, `${url}?2`);
    expect(ids).toHaveLength(2);
    for (const id of ids) {
      await archiveVideo(id);
      expect(await rowOf(id)).toMatchObject({
        archiveState: "ready",
        sha256: sha256(scene.sample),
        sizeBytes: scene.sample.length,
        width: 144,
        height: 96,
        mediaType: "video/mp4",
      });
      const file = await getVideoFile(scene.userId, id);
      expect(sha256(await buffer(await archiveStorage().read(file.storageKey)))).toBe(sha256(scene.sample));
      const poster = await getPosterFile(scene.userId, id);
      expect(await archiveStorage().size(poster.storageKey)).toBeGreaterThan(100);
      await expect(getVideoFile((await newAccount()).userId, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect((await getVideo(scene.userId, id)).video.fileName).toMatch(/^\d{4}-\d\d-\d\d-a-calm-sea-[12]\.mp4$/);
    }
  });

  it("does not wait for a time that a clock which was ahead has put into the future", async () => {
    const [id = ""] = await succeed(serve("ahead.mp4", fileServer(scene.sample).serve));
    const nextAttemptAt = new Date(Date.now() + 30 * 3_600_000);
    await (await database()).update(videos).set({ nextAttemptAt }).where(eq(videos.id, id));
    await sweep();
    expect((await rowOf(id)).nextAttemptAt?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("is not overtaken while it works, whatever the clock of this machine says", async () => {
    const [id = ""] = await succeed(serve("claimed.mp4", fileServer(scene.sample).serve));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 10 * 60_000 });
    try {
      expect(await claimVideo(id, "output")).toBeDefined();
      expect(await claimVideo(id, "output")).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes on where a broken download stopped", async () => {
    const files = fileServer(scene.sample, { cutAfter: 1_000 });
    const [id = ""] = await succeed(serve("broken.mp4", files.serve));
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "DOWNLOAD_FAILED", tries: 1 });
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "ready", sha256: sha256(scene.sample) });
    expect(files.ranges).toEqual([undefined, "bytes=1000-"]);
  });

  it.each([
    ["honours", null],
    ["does not know", "DOWNLOAD_FAILED"],
  ])("starts over when the bytes changed between two tries of a server that %s If-Range", async (how, errorCode) => {
    const other = await sampleVideo(2);
    const before = fileServer(scene.sample, { cutAfter: 1_000 });
    const after = fileServer(other);
    let served = 0;
    const url = serve("changing.mp4", (request, response) => {
      served += 1;
      if (served === 1) return before.serve(request, response);
      // Whoever honours it answers a changed file whole.
      if (how === "honours" && request.headers["if-range"] !== `"${sha256(other)}"`) delete request.headers.range;
      return after.serve(request, response);
    });
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ errorCode });
    if (errorCode) await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "ready", sha256: sha256(other) });
  });

  it.each([
    ["HTML under a video's name", Buffer.from("<html>Not found</html>")],
    ["a video cut short", "half"],
    ["nothing", Buffer.alloc(0)],
  ])("does not keep %s and tries again", async (_, content) => {
    const bytes = content === "half" ? scene.sample.subarray(0, scene.sample.length / 2) : Buffer.from(content);
    let current = bytes;
    const url = serve("odd.mp4", (request, response) => fileServer(current).serve(request, response));
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "INVALID_VIDEO" });
    current = scene.sample;
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "ready", errorCode: null, sha256: sha256(scene.sample) });
  });

  it("asks for a fresh link when the old one is dead", async () => {
    const dead = serve("dead.mp4", (_, response) => response.writeHead(410).end());
    const fresh = serve("fresh.mp4", fileServer(scene.sample).serve);
    const [id = ""] = await succeed(dead);
    scene.simulator.onStatus((taskId) => ({ json: completed(taskId, [fresh]) }));
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", sourceUrl: fresh });
    await archiveVideo(id);
    expect((await rowOf(id)).archiveState).toBe("ready");
  });

  it("shows a video as lost only when its link is dead and no other is to be had, and tries again on demand", async () => {
    const dead = serve("dead.mp4", (_, response) => response.writeHead(404).end());
    const [id = ""] = await succeed(dead);
    for (let attempt = 0; attempt < 3; attempt += 1) await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "lost", errorCode: "DOWNLOAD_GONE" });
    serve("dead.mp4", fileServer(scene.sample).serve);
    await retryArchive(scene.userId, id);
    await archiveVideo(id);
    expect((await rowOf(id)).archiveState).toBe("ready");
  });

  it("never calls a video lost because there is no token to ask with", async () => {
    const dead = serve("dead.mp4", (_, response) => response.writeHead(404).end());
    const [id = ""] = await succeed(dead);
    const db = await database();
    const { generationId } = await rowOf(id);
    const [generation] = await db.select().from(generations).where(eq(generations.id, generationId));
    const used = eq(connectionVersions.id, generation?.connectionVersionId ?? "");
    const [version] = await db.select().from(connectionVersions).where(used);
    await db.update(connectionVersions).set({ tokenSealed: null }).where(used);
    for (let attempt = 0; attempt < 4; attempt += 1) await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", goneTries: 0 });
    await db.update(connectionVersions).set({ tokenSealed: version?.tokenSealed }).where(used);
  });
  it("never calls a video lost while nobody can say whether another link exists", async () => {
    const dead = serve("dead.mp4", (_, response) => response.writeHead(403).end());
    const [id = ""] = await succeed(dead);
    scene.simulator.onStatus(() => ({ status: 503, html: "<html>Maintenance</html>" }));
    for (let attempt = 0; attempt < 6; attempt += 1) await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "DOWNLOAD_GONE", goneTries: 0 });
  });

  it("loses nothing after a long time off because the network is not there yet", async () => {
    const url = serve("late.mp4", (_, response) => response.writeHead(503).end());
    const [id = ""] = await succeed(url);
    const db = await database();
    await db
      .update(videos)
      .set({ deadlineAt: new Date(0) })
      .where(eq(videos.id, id));
    scene.simulator.onStatus(() => ({ status: 503, html: "<html>Maintenance</html>" }));
    for (let attempt = 0; attempt < 4; attempt += 1) await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", goneTries: 0 });
    // The provider answers and has no other link: that counts, but a single failed try is not the end.
    scene.simulator.onStatus((taskId) => ({ json: completed(taskId, [url]) }));
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", goneTries: 1 });
    await archiveVideo(id);
    await archiveVideo(id);
    expect((await rowOf(id)).archiveState).toBe("lost");
  });

  it("keeps a video that a process had whole when it died, though its link is dead since", async () => {
    const dead = serve("whole-but-dead.mp4", (_, response) => response.writeHead(410).end());
    const [id = ""] = await succeed(dead);
    await mkdir(incomingFolder(), { recursive: true });
    await writeFile(path.join(incomingFolder(), `${id}.0.part`), scene.sample);
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "ready", sha256: sha256(scene.sample) });
  });

  it("counts only tries that found the link dead, and spaces them out", async () => {
    let status = 503;
    const url = serve("shaky.mp4", (_, response) => response.writeHead(status).end());
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    await archiveVideo(id);
    status = 403;
    await archiveVideo(id);
    const row = await rowOf(id);
    expect(row).toMatchObject({ archiveState: "pending", goneTries: 1 });
    expect(row.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now() + 4 * 60_000);
  });

  it("lets a try that was overtaken write nothing", async () => {
    let fail = () => {};
    const slow = new Promise<void>((resolve) => {
      fail = resolve;
    });
    let requests = 0;
    const url = serve("overtaken.mp4", async (request, response) => {
      requests += 1;
      if (requests > 1) return fileServer(scene.sample).serve(request, response);
      response.writeHead(200, { "content-length": scene.sample.length, etag: `"${sha256(scene.sample)}"` });
      response.write(scene.sample.subarray(0, 500));
      await slow;
      request.socket.resetAndDestroy();
    });
    const [id = ""] = await succeed(url);
    const overtaken = archiveVideo(id);
    await vi.waitFor(() => expect(requests).toBe(1));
    const db = await database();
    await db
      .update(videos)
      .set({ leaseExpiresAt: new Date(Date.now() - 1) })
      .where(eq(videos.id, id));
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "ready", sha256: sha256(scene.sample) });
    fail();
    await overtaken;
    expect(await rowOf(id)).toMatchObject({ archiveState: "ready", errorCode: null });
  });

  it("brings a waiting job forward when somebody asks for it now", async () => {
    const dead = serve("dead.mp4", (_, response) => response.writeHead(403).end());
    const [id = ""] = await succeed(dead);
    await (await boss()).deleteAllJobs("archive");
    await archiveVideo(id);
    const jobs = async () => (await boss()).findJobs("archive", { key: id });
    expect((await jobs())[0]?.startAfter.getTime()).toBeGreaterThan(Date.now() + 60_000);
    await retryArchive(scene.userId, id);
    expect(await jobs()).toHaveLength(1);
    expect((await jobs())[0]?.startAfter.getTime()).toBeLessThanOrEqual(Date.now() + 5_000);
  });

  it.each([
    ["a link into a private network", "http://169.254.169.254/latest/meta-data"],
    ["a link to another port of this machine", "http://127.0.0.1:9/video.mp4"],
    ["a link that is no http", "file:///etc/passwd"],
  ])("refuses %s", async (_, url) => {
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "DOWNLOAD_REFUSED" });
  });

  it("refuses a redirect into a private network", async () => {
    const url = serve("away.mp4", (_, response) => {
      response.writeHead(302, { location: "http://10.0.0.1/video.mp4" }).end();
    });
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ errorCode: "DOWNLOAD_REFUSED" });
  });

  it("takes over from a process that died in the middle, once its lease is over", async () => {
    const [id = ""] = await succeed(serve("whole.mp4", fileServer(scene.sample).serve));
    const db = await database();
    const claim = { archiveState: "downloading" as const, leaseExpiresAt: new Date(Date.now() + 60_000) };
    await db.update(videos).set(claim).where(eq(videos.id, id));
    await archiveVideo(id);
    expect((await rowOf(id)).archiveState).toBe("downloading");
    await db
      .update(videos)
      .set({ leaseExpiresAt: new Date(Date.now() - 1) })
      .where(eq(videos.id, id));
    await (await boss()).deleteAllJobs("archive");
    await sweep();
    expect(await (await boss()).findJobs("archive", { key: id })).toHaveLength(1);
    await archiveVideo(id);
    expect((await rowOf(id)).archiveState).toBe("ready");
  });

  it("keeps a deleted token until its last video is archived, and then erases it", async () => {
    const [id = ""] = await succeed(serve("whole.mp4", fileServer(scene.sample).serve));
    const db = await database();
    const version = async () => {
      const rows = await db
        .select()
        .from(connectionVersions)
        .where(eq(connectionVersions.connectionId, scene.connection.id));
      return rows[0];
    };
    await deleteConnection(scene.userId, scene.connection.id);
    await eraseRetiredTokens();
    expect((await version())?.tokenSealed).not.toBeNull();
    await archiveVideo(id);
    expect((await rowOf(id)).archiveState).toBe("ready");
    await eraseRetiredTokens();
    expect(await version()).toMatchObject({ tokenSealed: null, tokenLast4: "1234" });
  });
});
