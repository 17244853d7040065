import { eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import { collections, tags, videoTags } from "#db/schema/library";
import { readFilter } from "#lib/contract/library-filter";
import { archiveVideo } from "#lib/generations/archive-video";
import { getVideo, getVideoFile } from "#lib/generations/get-video";
import { indexLibrary } from "#lib/generations/index-library";
import { listGenerations } from "#lib/generations/list-generations";
import { hold, settle } from "#lib/ledger/entries";
import { usageOf } from "#lib/ledger/usage";
import { collectVideos } from "#lib/library/collect-videos";
import {
  createCollection,
  deleteCollection,
  listCollections,
  renameCollection,
  restoreCollection,
} from "#lib/library/collections";
import { collectionsOf } from "#lib/library/collections-of";
import { emptyTrash, eraseNow } from "#lib/library/erase";
import { listCatalogue } from "#lib/library/list-catalogue";
import { listTrash } from "#lib/library/list-trash";
import { markVideos } from "#lib/library/mark-videos";
import { sweepLibrary } from "#lib/library/sweep-library";
import { tagVideos } from "#lib/library/tag-videos";
import { deleteTag, listTags, renameTag } from "#lib/library/tags";
import { moveToTrash, restoreFromTrash } from "#lib/library/trash";
import { archiveStorage } from "#lib/storage/archive-storage";
import { newAccount } from "#tests/support/accounts";
import { type Account, newGeneration } from "#tests/support/new-generation";
import { newSmallLibrary } from "#tests/support/small-library";
import { storeFile } from "#tests/support/store-file";
import { describeOnBothDatabases } from "#tests/support/test-database";

let mine: Account;
let other: Account;
/** Two videos of one prompt, and one of another. */
let kite: { id: string; videoIds: string[] };
let boat: { id: string; videoIds: string[] };
let foreign: { id: string; videoIds: string[] };
const [first, second] = [() => kite.videoIds[0] ?? "", () => kite.videoIds[1] ?? ""];
const sail = () => boat.videoIds[0] ?? "";

async function newLibrary(): Promise<void> {
  ({ account: mine, kite, boat } = await newSmallLibrary());
}

const find = async (query: string, userId = mine.userId) => (await indexLibrary(userId, readFilter(query), "UTC")).ids;
const rowOf = async (videoId: string) => {
  const db = await database();
  const [row] = await db.select().from(videos).where(eq(videos.id, videoId));
  return row;
};

describeOnBothDatabases("organising a library:", () => {
  beforeAll(async () => {
    other = await newAccount();
    foreign = await newGeneration(other, { prompt: "not mine" }, [{}]);
  });

  describe("marks", () => {
    beforeEach(newLibrary);

    it("are set on own videos alone, and what they were is told", async () => {
      const ids = [first(), sail(), ...foreign.videoIds, uuidv7()];
      const changed = await markVideos(mine.userId, { videoIds: ids, favourite: true });
      expect(changed.map(({ id, favourite }) => [id, favourite])).toEqual([
        [first(), false],
        [sail(), false],
      ]);
      expect((await rowOf(foreign.videoIds[0] ?? ""))?.favourite).toBe(false);
      expect(await markVideos(mine.userId, { videoIds: ids, favourite: true })).toEqual([]);
      expect(await find("?star=true")).toEqual([boat.id, kite.id]);

      await markVideos(mine.userId, { videoIds: [first()], rating: 2 });
      const before = await markVideos(mine.userId, { videoIds: kite.videoIds, rating: 4 });
      expect(new Map(before.map(({ id, rating }) => [id, rating]))).toEqual(
        new Map([
          [first(), 2],
          [second(), null],
        ]),
      );
      expect((await rowOf(first()))?.favourite).toBe(true);
      expect(await find("?rating=4")).toEqual([kite.id]);
      expect(await find("?rating=5")).toEqual([]);
      await markVideos(mine.userId, { videoIds: kite.videoIds, rating: null });
      expect(await find("?rating=1")).toEqual([]);
    });

    it("leave alone what is in the trash", async () => {
      await moveToTrash(mine.userId, { videoIds: [first()], generationIds: [] });
      expect(await markVideos(mine.userId, { videoIds: [first()], favourite: true })).toEqual([]);
      expect(await tagVideos(mine.userId, { videoIds: [first()], name: "sky", on: true })).toEqual({ changed: [] });
      expect(await listTags(mine.userId)).toEqual({ items: [] });
    });
  });

  describe("tags", () => {
    beforeEach(newLibrary);

    it("begin with the first video that has them, end with the last, and are the same in any case", async () => {
      const ids = [...kite.videoIds, ...foreign.videoIds];
      const added = await tagVideos(mine.userId, { videoIds: ids, name: "Night sky", on: true });
      expect(added.changed.toSorted()).toEqual(kite.videoIds);
      expect(await tagVideos(mine.userId, { videoIds: ids, name: "NIGHT SKY", on: true })).toEqual({ changed: [] });
      expect(await listTags(mine.userId)).toEqual({ items: [{ name: "Night sky", videos: 2 }] });
      expect(await listTags(other.userId)).toEqual({ items: [] });
      expect((await getVideo(mine.userId, first())).video.tags).toEqual(["Night sky"]);

      await tagVideos(other.userId, { videoIds: kite.videoIds, name: "night sky", on: false });
      expect((await listTags(mine.userId)).items).toHaveLength(1);
      await tagVideos(mine.userId, { videoIds: [first()], name: "night sky", on: false });
      expect(await listTags(mine.userId)).toEqual({ items: [{ name: "Night sky", videos: 1 }] });
      expect(await tagVideos(mine.userId, { videoIds: [second()], name: "night sky", on: false })).toEqual({
        changed: [second()],
      });
      const db = await database();
      expect(await db.select().from(tags).where(eq(tags.userId, mine.userId))).toEqual([]);
    });

    it("are renamed, become one with another of that name, and can be taken from all", async () => {
      await tagVideos(mine.userId, { videoIds: [first(), sail()], name: "sea", on: true });
      await tagVideos(mine.userId, { videoIds: [second(), sail()], name: "ocean", on: true });
      expect((await renameTag(mine.userId, { name: "sea", newName: "Sea" })).items[1]?.name).toBe("Sea");
      expect(await renameTag(mine.userId, { name: "SEA", newName: "Ocean" })).toEqual({
        items: [{ name: "ocean", videos: 3 }],
      });
      await expect(renameTag(mine.userId, { name: "sea", newName: "lake" })).rejects.toThrow("NOT_FOUND");
      await expect(renameTag(other.userId, { name: "ocean", newName: "lake" })).rejects.toThrow("NOT_FOUND");
      await expect(deleteTag(other.userId, "ocean")).rejects.toThrow("NOT_FOUND");
      const { videoIds } = await deleteTag(mine.userId, "Ocean");
      expect(videoIds.toSorted()).toEqual([...kite.videoIds, sail()].toSorted());
      expect(await listTags(mine.userId)).toEqual({ items: [] });
    });

    it("are at most a thousand", async () => {
      const db = await database();
      const many = Array.from({ length: 1_000 }, (_, n) => ({ id: uuidv7(), userId: mine.userId, name: `tag ${n}` }));
      await db.insert(tags).values(many);
      await db.insert(videoTags).values(many.map(({ id }) => ({ tagId: id, videoId: first() })));
      const one = { videoIds: [first()], name: "one more", on: true };
      await expect(tagVideos(mine.userId, one)).rejects.toThrow("TAGS_FULL");
      expect((await tagVideos(mine.userId, { ...one, videoIds: [sail()], name: "TAG 7" })).changed).toEqual([sail()]);
    });
  });

  describe("collections", () => {
    let id: string;
    beforeEach(async () => {
      await newLibrary();
      id = uuidv7();
      await createCollection(mine.userId, { id, name: "Sky" });
    });

    it("hold own videos, and are the library filtered by them", async () => {
      expect((await createCollection(mine.userId, { id, name: "Again" })).items.map(({ name }) => name)).toEqual([
        "Sky",
      ]);
      const videoIds = [first(), sail(), ...foreign.videoIds];
      const added = await collectVideos(mine.userId, { collectionId: id, videoIds, on: true });
      expect(added.changed.toSorted()).toEqual([first(), sail()].toSorted());
      const index = await indexLibrary(mine.userId, readFilter(`?collection=${id}`), "UTC");
      expect([index.ids, index.shapes.map(({ places }) => places)]).toEqual([[boat.id, kite.id], [[1]]]);
      expect(await find(`?collection=${id}`, other.userId)).toEqual([]);
      expect(await collectionsOf(mine.userId, first())).toEqual({ items: [{ id, name: "Sky" }] });
      expect(await collectionsOf(other.userId, first())).toEqual({ items: [] });
      expect(await collectVideos(mine.userId, { collectionId: id, videoIds: [first()], on: false })).toEqual({
        changed: [first()],
      });
      expect(await find(`?collection=${id}`)).toEqual([boat.id]);
      expect(await collectionsOf(mine.userId, first())).toEqual({ items: [] });
    });

    it("show at most four covers, the latest first, and nothing from the trash", async () => {
      const many = await newGeneration(
        mine,
        {},
        [1, 2, 3, 4, 5].map((n) => ({ posterKey: `aa/${n}.webp` })),
      );
      for (const videoId of [first(), ...many.videoIds]) {
        await collectVideos(mine.userId, { collectionId: id, videoIds: [videoId], on: true });
      }
      await moveToTrash(mine.userId, { videoIds: many.videoIds.slice(4), generationIds: [] });
      const [collection] = (await listCollections(mine.userId)).items;
      expect(collection).toEqual({ id, name: "Sky", videos: 5, covers: many.videoIds.slice(0, 4).reverse() });
    });

    it("are renamed, deleted and brought back by their owner alone", async () => {
      await collectVideos(mine.userId, { collectionId: id, videoIds: [first()], on: true });
      const collect = { collectionId: id, videoIds: foreign.videoIds, on: true };
      await expect(collectVideos(other.userId, collect)).rejects.toThrow("NOT_FOUND");
      await expect(renameCollection(other.userId, id, "Theirs")).rejects.toThrow("NOT_FOUND");
      await expect(deleteCollection(other.userId, id)).rejects.toThrow("NOT_FOUND");
      expect((await renameCollection(mine.userId, id, "Wind")).items[0]?.name).toBe("Wind");

      expect(await deleteCollection(mine.userId, id)).toEqual({ items: [] });
      expect(await find(`?collection=${id}`)).toEqual([]);
      expect(await find("")).toContain(kite.id);
      await expect(renameCollection(mine.userId, id, "Gone")).rejects.toThrow("NOT_FOUND");
      await expect(restoreCollection(other.userId, id)).rejects.toThrow("NOT_FOUND");
      expect((await restoreCollection(mine.userId, id)).items).toMatchObject([{ name: "Wind", videos: 1 }]);
    });

    it("are forgotten when a deleted one's time is over", async () => {
      const db = await database();
      await deleteCollection(mine.userId, id);
      await sweepLibrary();
      expect(await db.select().from(collections).where(eq(collections.id, id))).toHaveLength(1);
      await db.update(collections).set({ deletedAt: sql`now() - interval '31 days'` });
      await sweepLibrary();
      expect(await db.select().from(collections).where(eq(collections.id, id))).toEqual([]);
    });
  });

  describe("the trash", () => {
    beforeEach(newLibrary);
    const trash = (videoIds: string[], generationIds: string[] = []) =>
      moveToTrash(mine.userId, { videoIds, generationIds });

    it("takes own videos out of every list, and gives them back with their marks", async () => {
      const collectionId = uuidv7();
      await createCollection(mine.userId, { id: collectionId, name: "Sky" });
      await collectVideos(mine.userId, { collectionId, videoIds: [first()], on: true });
      await tagVideos(mine.userId, { videoIds: [first()], name: "sky", on: true });
      await markVideos(mine.userId, { videoIds: [first()], favourite: true, rating: 5 });

      expect((await trash([first(), ...foreign.videoIds])).videoIds).toEqual([first()]);
      expect(await find("")).toEqual([boat.id, kite.id]);
      expect(await find("?star=true")).toEqual([]);
      await expect(getVideo(mine.userId, first())).rejects.toThrow("NOT_FOUND");
      expect((await trash([second()])).videoIds).toEqual([second()]);
      expect(await find("")).toEqual([boat.id]);
      expect(await find("", other.userId)).toEqual([foreign.id]);

      expect((await listTrash(mine.userId, null)).items.map(({ id }) => id)).toEqual([second(), first()]);
      expect((await listTrash(other.userId, null)).items).toEqual([]);
      const all = { videoIds: kite.videoIds, generationIds: [] };
      expect(await restoreFromTrash(other.userId, all)).toEqual({ videoIds: [], generationIds: [] });
      expect((await restoreFromTrash(mine.userId, all)).videoIds.toSorted()).toEqual(kite.videoIds);
      expect(await find(`?star=true&rating=5&tag=sky&collection=${collectionId}`)).toEqual([kite.id]);
      expect((await listTrash(mine.userId, null)).total).toBe(0);
    });

    it("takes generations that ended without a video, and none that may still bring one", async () => {
      const made = await Promise.all(
        (["failed", "cancelled", "dismissed", "queued", "submitting", "waiting", "running", "unknown"] as const).map(
          async (state) => ({ state, ...(await newGeneration(mine, { state })) }),
        ),
      );
      const strange = await newGeneration(other, { state: "failed" });
      const moved = await trash([], [...made.map(({ id }) => id), strange.id, kite.id]);
      const states = moved.generationIds.map((id) => made.find((generation) => generation.id === id)?.state);
      expect(states.toSorted()).toEqual(["cancelled", "dismissed", "failed"]);
      expect((await listGenerations(mine.userId)).items).toHaveLength(7);
      expect((await listGenerations(mine.userId, { withTrash: true })).items).toHaveLength(10);
      const back = await restoreFromTrash(mine.userId, { videoIds: [], generationIds: moved.generationIds });
      expect(back.generationIds).toHaveLength(3);
      expect((await listGenerations(mine.userId)).items).toHaveLength(10);
    });

    it("is listed page by page, with its size", async () => {
      const many = await newGeneration(
        mine,
        {},
        Array.from({ length: 70 }, () => ({ sizeBytes: 10 })),
      );
      await trash(many.videoIds);
      const failed = await newGeneration(mine, { state: "failed" });
      await trash([], [failed.id]);
      const page = await listTrash(mine.userId, null);
      expect([page.items.length, page.total, page.totalBytes]).toEqual([60, 71, 700]);
      expect(page.items[0]).toMatchObject({ id: failed.id, isVideo: false });
      const rest = await listTrash(mine.userId, page.nextCursor);
      expect([rest.items.length, rest.nextCursor]).toEqual([11, null]);
      expect(new Set([...page.items, ...rest.items].map(({ id }) => id)).size).toBe(71);
      await expect(listTrash(mine.userId, "nonsense")).rejects.toThrow("INVALID_INPUT");
    });

    it("is erased with its bytes after thirty days, and not a day before; the accounts stay", async () => {
      const db = await database();
      const key = await storeFile(first(), "bytes");
      const posterKey = await storeFile(first(), "poster", "webp");
      await db.update(videos).set({ storageKey: key, posterKey, sha256: "a" }).where(eq(videos.id, first()));
      const charge = { userId: mine.userId, generationId: kite.id };
      await hold(db, charge, 40);
      await settle(db, charge, 40);
      await tagVideos(mine.userId, { videoIds: kite.videoIds, name: "sky", on: true });
      await trash(kite.videoIds);
      const usage = await usageOf(mine.userId);
      const setAge = (days: number) =>
        db
          .update(videos)
          .set({ deletedAt: sql`now() - make_interval(days => ${days})` })
          .where(inArray(videos.id, kite.videoIds));

      await setAge(29);
      await sweepLibrary();
      expect(await archiveStorage().size(key)).toBe(5);
      expect((await getVideoFile(mine.userId, first())).storageKey).toBe(key);

      await setAge(31);
      await sweepLibrary();
      expect([await archiveStorage().size(key), await archiveStorage().size(posterKey)]).toEqual([null, null]);
      const row = await rowOf(first());
      expect(row).toMatchObject({ storageKey: null, posterKey: null, thumbhash: null, sha256: "a", sizeBytes: 100 });
      expect(row?.erasedAt).toBeInstanceOf(Date);
      await expect(getVideoFile(mine.userId, first())).rejects.toThrow("NOT_FOUND");
      expect((await restoreFromTrash(mine.userId, { videoIds: kite.videoIds, generationIds: [] })).videoIds).toEqual(
        [],
      );
      expect((await listTrash(mine.userId, null)).total).toBe(0);
      expect(await db.select().from(tags).where(eq(tags.userId, mine.userId))).toEqual([]);
      expect(await usageOf(mine.userId)).toEqual(usage);
      expect((await listGenerations(mine.userId, { withTrash: true })).items).toHaveLength(2);
    });

    it("is erased at once where its owner says so, and only what lies in it", async () => {
      const db = await database();
      const [key, kept] = [await storeFile(first(), "bytes"), await storeFile(sail(), "kept")];
      await db.update(videos).set({ storageKey: key }).where(eq(videos.id, first()));
      await db.update(videos).set({ storageKey: kept }).where(eq(videos.id, sail()));
      await trash([first()]);
      const all = { videoIds: [first(), sail()], generationIds: [kite.id] };
      expect(await eraseNow(other.userId, all)).toEqual({ videoIds: [], generationIds: [] });
      expect(await archiveStorage().size(key)).toBe(5);
      expect(await eraseNow(mine.userId, all)).toEqual({ videoIds: [first()], generationIds: [] });
      expect([await archiveStorage().size(key), await archiveStorage().size(kept)]).toEqual([null, 4]);

      const failed = await newGeneration(mine, { state: "failed" });
      await trash([second()], [failed.id]);
      expect(await emptyTrash(other.userId)).toEqual({ erased: 0 });
      expect(await emptyTrash(mine.userId)).toEqual({ erased: 2 });
      expect((await listTrash(mine.userId, null)).total).toBe(0);
      const gone = { videoIds: [second()], generationIds: [failed.id] };
      expect(await restoreFromTrash(mine.userId, gone)).toEqual({ videoIds: [], generationIds: [] });
      expect(await find("")).toEqual([boat.id]);
    });

    it("keeps what is still on its way until it is erased, and what came too late loses its bytes", async () => {
      const db = await database();
      const late = await newGeneration(mine, {}, [{ archiveState: "pending" }]);
      const videoId = late.videoIds[0] ?? "";
      await trash([videoId]);
      await eraseNow(mine.userId, { videoIds: [videoId], generationIds: [] });
      await archiveVideo(videoId);
      expect((await rowOf(videoId))?.archiveState).toBe("pending");
      // A download that was under way writes its key after the video was erased.
      const key = await storeFile(videoId, "late");
      await db.update(videos).set({ storageKey: key, archiveState: "ready" }).where(eq(videos.id, videoId));
      await sweepLibrary();
      expect(await archiveStorage().size(key)).toBeNull();
    });

    it("knows ids and sizes of all that can be selected", async () => {
      const failed = await newGeneration(mine, { state: "failed" });
      await newGeneration(mine, { state: "running" });
      await newGeneration(mine, { state: "unknown" });
      await trash([first()]);
      const { items } = await listCatalogue(mine.userId, readFilter(""), "UTC");
      expect(new Map(items.map((item) => [item.generationId, item.videos]))).toEqual(
        new Map([
          [kite.id, [{ id: second(), sizeBytes: 200 }]],
          [boat.id, [{ id: sail(), sizeBytes: 300 }]],
          [failed.id, []],
        ]),
      );
      expect((await listCatalogue(mine.userId, readFilter("?q=boat"), "UTC")).items).toHaveLength(1);
    });
  });
});
