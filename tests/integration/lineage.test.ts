import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { readChain } from "#lib/generations/chain";
import { getVideo, getVideoFile } from "#lib/generations/get-video";
import { lineageOf } from "#lib/generations/lineage";
import { stitchChain } from "#lib/generations/stitch-chain";
import { stitchVideo } from "#lib/generations/stitch-video";
import { sweep } from "#lib/generations/sweep";
import { takeFrame } from "#lib/generations/take-frame";
import { hold, settle } from "#lib/ledger/entries";
import { usageOf } from "#lib/ledger/usage";
import { boss } from "#lib/queue/boss";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";
import { newAccount } from "#tests/support/accounts";
import { describeOnBothDatabases } from "#tests/support/test-database";

const CLIP = path.join(import.meta.dirname, "..", "support", "fixtures", "sample.mp4");
const never = new AbortController().signal;

type Account = Awaited<ReturnType<typeof newAccount>>;

/** Adds a generation with one video; what it cost is in the ledger. */
async function add(
  { userId, preview }: Account,
  facts: Partial<typeof generations.$inferInsert> = {},
  spentCredits = 0,
): Promise<{ id: string; videoId: string }> {
  const db = await database();
  const [id, videoId] = [facts.id ?? uuidv7(), uuidv7()];
  await db.insert(generations).values({
    ...{ id, userId, connectionId: preview.id, batchId: id, mode: "normal", prompt: "a red kite", ratio: "1:1" },
    ...{ imageUrls: [], state: "succeeded", priceCredits: spentCredits, expectedVideos: 1 },
    ...facts,
  });
  await db.insert(videos).values({
    ...{ id: videoId, generationId: id, userId, number: 1, sourceUrl: "https://example.test/clip.mp4" },
    ...{
      archiveState: "ready",
      deadlineAt: new Date(),
      storageKey: `test/${videoId}.mp4`,
      sha256: "0",
      posterKey: "p",
    },
  });
  if (spentCredits > 0) {
    await transaction(async (tx) => {
      await hold(tx, { userId, generationId: id }, spentCredits);
      await settle(tx, { userId, generationId: id }, spentCredits);
    });
  }
  return { id, videoId };
}

/** Puts the bytes of a clip where the archive has them. */
async function store(videoId: string): Promise<void> {
  await mkdir(incomingFolder(), { recursive: true });
  const copy = path.join(incomingFolder(), `${videoId}.copy`);
  await copyFile(CLIP, copy);
  await archiveStorage().put(`test/${videoId}.mp4`, copy);
}

describeOnBothDatabases("lineage", () => {
  let me: Account;
  beforeEach(async () => {
    me = await newAccount();
  });

  it("is the whole family, with what each branch has cost", async () => {
    const root = await add(me, { prompt: "root" }, 40);
    const left = await add(me, { parentId: root.id, relation: "remix" }, 35);
    const right = await add(me, { parentId: root.id, relation: "continue", parentVideoId: root.videoId });
    const leaf = await add(me, { parentId: left.id, relation: "retry" }, 40);
    const db = await database();
    await transaction((tx) => hold(tx, { userId: me.userId, generationId: right.id }, 40));
    await db.update(videos).set({ deletedAt: new Date() }).where(eq(videos.id, leaf.videoId));
    await db.update(generations).set({ deletedAt: new Date() }).where(eq(generations.id, leaf.id));

    for (const asked of [root, left, right, leaf]) {
      const { nodes, cut } = await lineageOf(me.userId, asked.id);
      expect(cut).toBe(false);
      const told = nodes.map((node) => [node.id, node.parentId, node.relation, node.branchSpentCredits]);
      expect(told).toEqual([
        [root.id, null, null, 115],
        [left.id, root.id, "remix", 75],
        [right.id, root.id, "continue", 0],
        [leaf.id, left.id, "retry", 40],
      ]);
      expect(nodes[0]).toMatchObject({
        prompt: "root",
        spentCredits: 40,
        branchHeldCredits: 40,
        videoId: root.videoId,
      });
      expect(nodes[2]).toMatchObject({ heldCredits: 40, gone: false });
      // What is in the trash has cost all the same.
      expect(nodes[3]).toMatchObject({ gone: true, videoId: null });
    }
  });

  it("shows nothing of others, and ends where links go in a ring", async () => {
    const other = await newAccount();
    const theirs = await add(other, {}, 40);
    const mine = await add(me, { parentId: theirs.id, relation: "remix" });
    await add(other, { parentId: mine.id, relation: "remix" }, 40);
    expect((await lineageOf(me.userId, mine.id)).nodes.map(({ id }) => id)).toEqual([mine.id]);
    expect(await lineageOf(me.userId, theirs.id)).toEqual({ nodes: [], cut: false });

    const [first, second] = [uuidv7(), uuidv7()];
    await add(me, { id: first, parentId: second });
    await add(me, { id: second, parentId: first });
    const ring = await lineageOf(me.userId, first);
    expect(ring.nodes.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(ring.nodes.filter(({ parentId }) => parentId === null)).toHaveLength(1);
  });

  it("is cut where there is too much of it, and keeps the own line", async () => {
    const root = await add(me);
    const db = await database();
    const row = await db.select().from(generations).where(eq(generations.id, root.id));
    const template = row[0];
    if (!template) throw new Error("It was just added");
    const children = Array.from({ length: 520 }, () => ({ ...template, id: uuidv7(), parentId: root.id }));
    await db.insert(generations).values(children);
    const deep = await add(me, { parentId: children.at(-1)?.id ?? "" });
    const { nodes, cut } = await lineageOf(me.userId, deep.id);
    expect([nodes.length, cut]).toEqual([500, true]);
    expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([root.id, children.at(-1)?.id, deep.id]));
  });
});

describeOnBothDatabases("a chain", () => {
  let me: Account;
  let chain: { id: string; videoId: string }[];
  beforeAll(async () => {
    me = await newAccount();
    const first = await add(me, { prompt: "a boat leaves", ratio: "3:2" }, 40);
    const second = await add(me, {
      ...{ prompt: "it sails", parentId: first.id, relation: "continue", parentVideoId: first.videoId },
    });
    const third = await add(me, {
      ...{ prompt: "it sails", parentId: second.id, relation: "continue", parentVideoId: second.videoId },
    });
    chain = [first, second, third];
    for (const { videoId } of chain) await store(videoId);
  });

  it("is found from its end, in order, and by its owner alone", async () => {
    const [first, , third] = chain;
    const ids = (await readChain(me.userId, third?.videoId ?? "")).map(({ videoId }) => videoId);
    expect(ids).toEqual(chain.map(({ videoId }) => videoId));
    expect(await readChain(me.userId, first?.videoId ?? "")).toHaveLength(1);
    expect(await readChain((await newAccount()).userId, third?.videoId ?? "")).toEqual([]);
  });

  it("becomes one video of the library, once, and costs nothing", async () => {
    const last = chain.at(-1)?.videoId ?? "";
    const before = await usageOf(me.userId);
    const newId = uuidv7();
    const { videoId } = await stitchChain(me.userId, last, newId);
    expect(await stitchChain(me.userId, last, newId)).toEqual({ videoId });
    const waiting = await getVideo(me.userId, videoId);
    expect(waiting.video).toMatchObject({ archiveState: "pending", progress: 0, deadlineAt: null });
    expect(waiting.generation).toMatchObject({
      ...{ state: "succeeded", relation: "stitch", parentId: chain.at(-1)?.id },
      ...{ prompt: "a boat leaves\nit sails", ratio: "3:2", consumedCredits: 0, priceCredits: 0 },
    });
    await stitchVideo(videoId, never);
    const { video } = await getVideo(me.userId, videoId);
    const clip = await getVideo(me.userId, last);
    expect(video).toMatchObject({
      ...{ archiveState: "ready", progress: 1, codec: "avc", clipIds: chain.map((made) => made.videoId) },
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(clip.video.clipIds).toBeNull();
    const file = await getVideoFile(me.userId, videoId);
    expect(await archiveStorage().size(file.storageKey)).toBe(video.sizeBytes);
    const after = await usageOf(me.userId);
    expect([after.spentCredits, after.heldCredits]).toEqual([before.spentCredits, before.heldCredits]);
    // Whoever is waked a second time has nothing to do.
    await stitchVideo(videoId, never);
    expect((await getVideo(me.userId, videoId)).video).toEqual(video);
    expect((await readdir(incomingFolder())).filter((name) => name.startsWith("stitch-"))).toEqual([]);
  });

  it("is begun again by the sweep after its process died, or stopped", async () => {
    const db = await database();
    const { videoId } = await stitchChain(me.userId, chain.at(-1)?.videoId ?? "", uuidv7());
    const stopping = AbortSignal.abort();
    await stitchVideo(videoId, stopping);
    expect((await getVideo(me.userId, videoId)).video).toMatchObject({ archiveState: "pending", errorCode: null });

    const dead = { archiveState: "downloading" as const, tries: 1, leaseExpiresAt: new Date(Date.now() - 1_000) };
    await db.update(videos).set(dead).where(eq(videos.id, videoId));
    const left = path.join(incomingFolder(), `stitch-${videoId}-1`);
    await mkdir(left);
    await writeFile(path.join(left, "whole.mp4"), "half");
    await (await boss()).deleteAllJobs("stitch");
    await sweep();
    expect(await (await boss()).findJobs("stitch", { key: videoId })).toHaveLength(1);
    await stitchVideo(videoId, never);
    expect((await getVideo(me.userId, videoId)).video).toMatchObject({ archiveState: "ready" });
    expect(await readdir(incomingFolder())).not.toContain(`stitch-${videoId}-1`);
  });

  it("is refused where there is nothing to join, and given up where a clip has gone", async () => {
    const db = await database();
    const [first, second, third] = chain;
    const ask = (video: string | undefined, user = me.userId) => stitchChain(user, video ?? "", uuidv7());
    await expect(ask(first?.videoId)).rejects.toMatchObject({ code: "CHAIN_NOT_READY" });
    await expect(ask(third?.videoId, (await newAccount()).userId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { videoId } = await ask(third?.videoId);
    const ofSecond = and(eq(videos.id, second?.videoId ?? ""), eq(videos.userId, me.userId));
    await db.update(videos).set({ erasedAt: new Date(), deletedAt: new Date() }).where(ofSecond);
    await expect(ask(third?.videoId)).rejects.toMatchObject({ code: "CHAIN_NOT_READY" });
    await stitchVideo(videoId, never);
    expect((await getVideo(me.userId, videoId)).video).toMatchObject({ archiveState: "lost", errorCode: "CLIPS_GONE" });
    await db.update(videos).set({ erasedAt: null, deletedAt: null }).where(ofSecond);
  });

  it("gives its last frame, or any other, as a start image in full size", async () => {
    const last = chain.at(-1)?.videoId ?? "";
    const { width, height, url } = await takeFrame(me.userId, last, null);
    const early = await takeFrame(me.userId, last, 0);
    expect(width * height).toBeGreaterThan(1_000);
    expect([early.width, early.height]).toEqual([width, height]);
    expect(early.url).not.toBe(url);
    await expect(takeFrame((await newAccount()).userId, last, null)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
