import { readdir } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import { forgetVideo } from "#lib/archive/incoming";
import { archiveVideo } from "#lib/generations/archive-video";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { archiveScene } from "#tests/support/archive-scene";
import { fileServer, sha256 } from "#tests/support/file-server";
import { describeOnBothDatabases } from "#tests/support/test-database";

const provider = vi.hoisted(() => ({ baseUrl: "" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), GROKIMAGINE_BASE_URL: provider.baseUrl }) };
});
vi.mock(import("#lib/media/poster"), async () => ({
  makePoster: (await import("#tests/support/quick-poster")).quickPoster,
}));
/** The limits of a download, in small: a megabyte in place of a gigabyte, half a second in place of a minute. */
vi.mock(import("#lib/archive/download-limits"), () => ({
  DOWNLOAD_LIMITS: { maxBytes: 1024 ** 2, idleTimeoutMs: 1_000, windowMs: 500, leastBytes: 2_000, totalMs: 2_500 },
}));

/** Answers with `chunk` every `everyMs`, without an end; `sent` counts its bytes. */
function endless(first: Buffer, chunk: Buffer, everyMs: number) {
  const count = { sent: 0, isOpen: false };
  const serve = async (_: unknown, response: ServerResponse) => {
    count.isOpen = true;
    response.on("close", () => {
      count.isOpen = false;
    });
    response.writeHead(200, { "content-type": "video/mp4" });
    for (let next = first; count.isOpen; next = chunk) {
      response.write(next);
      count.sent += next.length;
      await setTimeout(everyMs);
    }
  };
  return { serve, count };
}

describeOnBothDatabases("limits of a download", () => {
  const scene = archiveScene((baseUrl) => {
    provider.baseUrl = baseUrl;
  });
  const { succeed, rowOf } = scene;
  const incomingOf = async (id: string) => (await readdir(incomingFolder())).filter((name) => name.startsWith(id));

  it("end a page of HTML at its first bytes, however long it would be", async () => {
    const page = endless(Buffer.from("<!doctype html><title>Not found</title>"), Buffer.alloc(1_000, " "), 20);
    const [id = ""] = await succeed(scene.simulator.serveFile("page.mp4", page.serve));
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "INVALID_VIDEO" });
    expect(page.count.sent).toBeLessThan(20_000);
    expect(await incomingOf(id)).toEqual([]);
    await vi.waitFor(() => expect(page.count.isOpen).toBe(false));
  });

  it.each([
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["a playlist that names other files", Buffer.from("#EXTM3U\n#EXT-X-TARGETDURATION:10\nfile:///etc/passwd\n")],
    ["a script", Buffer.from("#!/bin/sh\necho this is no video\n")],
  ])("do not keep %s under a video's name and type", async (_, bytes) => {
    const url = scene.simulator.serveFile("type.mp4", (__, response) => {
      response.writeHead(200, { "content-type": "video/mp4" }).end(bytes);
    });
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "INVALID_VIDEO", storageKey: null });
  });

  it("end a video without an end, keep nothing of it, and are in no hurry to try again", async () => {
    const start = scene.sample.subarray(0, 2_000);
    const stream = endless(start, Buffer.alloc(200_000), 20);
    const [id = ""] = await succeed(scene.simulator.serveFile("endless.mp4", stream.serve));
    await archiveVideo(id);
    const row = await rowOf(id);
    expect(row).toMatchObject({ archiveState: "pending", errorCode: "VIDEO_TOO_LARGE" });
    expect(row.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now() + 5 * 60 * 60_000);
    expect(stream.count.sent).toBeLessThan(3 * 1024 ** 2);
    expect(await incomingOf(id)).toEqual([]);
  });

  it("end what announces more than is kept before a byte of it is written", async () => {
    const url = scene.simulator.serveFile("huge.mp4", (_, response) => {
      response.writeHead(200, { "content-length": 5 * 1024 ** 3 });
      response.write(scene.sample.subarray(0, 1_000));
    });
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "VIDEO_TOO_LARGE" });
  });

  it("end a slow drip and go on where it stopped", async () => {
    let patient = false;
    const files = fileServer(scene.sample);
    const url = scene.simulator.serveFile("drip.mp4", async (request, response) => {
      if (patient) return files.serve(request, response);
      const etag = `"${sha256(scene.sample)}"`;
      response.writeHead(200, { "content-length": scene.sample.length, etag });
      for (let sent = 0; !response.closed && sent < scene.sample.length; sent += 50) {
        response.write(scene.sample.subarray(sent, sent + 50));
        await setTimeout(100);
      }
    });
    const [id = ""] = await succeed(url);
    const startedAt = Date.now();
    await archiveVideo(id);
    expect(Date.now() - startedAt).toBeLessThan(2_500);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "DOWNLOAD_FAILED" });
    patient = true;
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "ready", sha256: sha256(scene.sample) });
    expect(files.ranges[0]).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it("end a download that goes on for too long", async () => {
    const stream = endless(scene.sample.subarray(0, 2_000), Buffer.alloc(4_000), 50);
    const [id = ""] = await succeed(scene.simulator.serveFile("long.mp4", stream.serve));
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "DOWNLOAD_FAILED" });
    expect(stream.count.sent).toBeLessThan(1024 ** 2);
  });

  it("end a server that falls silent", async () => {
    const url = scene.simulator.serveFile("silent.mp4", (_, response) => {
      response.writeHead(200, { "content-length": scene.sample.length });
      response.write(scene.sample.subarray(0, 500));
    });
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "pending", errorCode: "DOWNLOAD_FAILED" });
  });

  it.each([404, 410])(
    "take a link that dies between two tries (%i) for dead, and save the video by a fresh one",
    async (status) => {
      const files = fileServer(scene.sample, { cutAfter: 1_000 });
      let dead = false;
      const url = scene.simulator.serveFile("dies.mp4", (request, response) => {
        if (dead) response.writeHead(status).end();
        else files.serve(request, response);
      });
      const [id = ""] = await succeed(url);
      await archiveVideo(id);
      dead = true;
      const fresh = scene.simulator.serveFile("alive.mp4", fileServer(scene.sample).serve);
      scene.simulator.onStatus((taskId) => ({
        json: { code: 200, message: "success", data: { task_id: taskId, status: "completed", response: [fresh] } },
      }));
      await archiveVideo(id);
      expect(await rowOf(id)).toMatchObject({ archiveState: "pending", sourceUrl: fresh });
      await archiveVideo(id);
      expect(await rowOf(id)).toMatchObject({ archiveState: "ready", sha256: sha256(scene.sample) });
    },
  );

  it("save a video that a process had put away before it died, though its link is dead since", async () => {
    let dead = false;
    const url = scene.simulator.serveFile("once.mp4", (request, response) => {
      if (dead) response.writeHead(410).end();
      else fileServer(scene.sample).serve(request, response);
    });
    const [id = ""] = await succeed(url);
    await archiveVideo(id);
    const { storageKey } = await rowOf(id);
    // As the row was before the last statement.
    const died = { archiveState: "downloading" as const, storageKey: null, sha256: null, leaseExpiresAt: new Date(0) };
    await (await database()).update(videos).set(died).where(eq(videos.id, id));
    await forgetVideo(incomingFolder(), id);
    dead = true;
    await archiveVideo(id);
    expect(await rowOf(id)).toMatchObject({ archiveState: "ready", storageKey, sha256: sha256(scene.sample) });
    expect(await archiveStorage().size(storageKey ?? "")).toBe(scene.sample.length);
  });
});
