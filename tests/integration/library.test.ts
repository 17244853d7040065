import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, expect, it } from "vitest";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import { tags, videoTags } from "#db/schema/library";
import { readFilter } from "#lib/contract/library-filter";
import { indexLibrary } from "#lib/generations/index-library";
import { listSavedSearches, removeSearch, saveSearch } from "#lib/generations/saved-searches";
import { newAccount } from "#tests/support/accounts";
import { type Account, type GenerationFacts, newGeneration } from "#tests/support/new-generation";
import { describeOnBothDatabases } from "#tests/support/test-database";

/** Adds a generation as it would stand after its life; its videos have these sides. */
async function add(
  account: Account,
  facts: GenerationFacts,
  sides: [width: number | null, height: number | null][] = [],
): Promise<string> {
  const { id } = await newGeneration(
    account,
    facts,
    sides.map(([width, height]) => ({ width, height })),
  );
  return id;
}

describeOnBothDatabases("library index", () => {
  it("has every generation of one user, newest first, with the shapes of its tiles", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const at = (second: number) => ({ createdAt: new Date(Date.UTC(2026, 10, 22, 10, 0, second)) });
    await add(other, at(9));
    const failed = await add(mine, { ...at(1), state: "failed", ratio: "9:16" });
    const running = await add(mine, { ...at(5), state: "running", ratio: "16:9" });
    const done = await add(mine, at(3), [
      [480, 480],
      [640, 480],
    ]);
    const archiving = await add(mine, { ...at(2), ratio: "2:3" }, [[null, null]]);

    const { ids, seconds, shape, shapes } = await indexLibrary(mine.userId, readFilter(""), "UTC");
    expect(ids).toEqual([running, done, archiving, failed]);
    expect(seconds).toEqual([Date.UTC(2026, 10, 22, 10, 0, 5) / 1_000, -2, -1, -1]);
    expect(shape.map((place) => shapes[place]?.aspects)).toEqual([[1.7778, 1.7778], [1, 1.3333], [0.6667], [0.9]]);
    expect(shapes.every(({ places }) => places === null)).toBe(true);
  });

  it("is empty for an empty library", async () => {
    const { userId } = await newAccount();
    expect(await indexLibrary(userId, readFilter(""), "UTC")).toEqual({ ids: [], seconds: [], shape: [], shapes: [] });
  });
});

describeOnBothDatabases("marks on videos", () => {
  it("lists the marked videos of a generation alone, and nothing from the trash", async () => {
    const account = await newAccount();
    const db = await database();
    const sides: [number, number][] = [
      [480, 480],
      [640, 480],
      [480, 640],
    ];
    const marked = await add(account, {}, sides);
    const trashed = await add(account, {}, sides);
    await add(account, {}, sides);
    const ofGeneration = (id: string, number: number) => and(eq(videos.generationId, id), eq(videos.number, number));
    await db.update(videos).set({ deletedAt: new Date() }).where(ofGeneration(marked, 1));
    await db.update(videos).set({ favourite: true }).where(ofGeneration(marked, 3));
    await db.update(videos).set({ favourite: true, deletedAt: new Date() }).where(ofGeneration(trashed, 2));
    const starred = await indexLibrary(account.userId, readFilter("?star=true"), "UTC");
    expect(starred.ids).toEqual([marked]);
    // The second of the two that are left.
    expect(starred.shapes).toEqual([{ aspects: [0.75], places: [2] }]);

    const [tagged] = await db.select().from(videos).where(ofGeneration(trashed, 1));
    const tagId = uuidv7();
    await db.insert(tags).values({ id: tagId, userId: account.userId, name: "Harbour, night" });
    await db.insert(videoTags).values({ videoId: tagged?.id ?? "", tagId });
    const byTag = await indexLibrary(account.userId, readFilter("?tag=harbour%252C night"), "UTC");
    expect([byTag.ids, byTag.shapes]).toEqual([[trashed], [{ aspects: [1], places: [1] }]]);
    expect((await indexLibrary(account.userId, readFilter("?tag=harbour"), "UTC")).ids).toEqual([]);
  });
});

const PROMPTS = {
  lighthouse: "A lighthouse on a cliff, waves rolling in",
  house: "a small house of light wood",
  sailing: "sailing boats at sunset",
  percent: "100% red_kite \\ in the wind",
  fox: "一只狐狸在雪地里奔跑",
  cabin: "雪夜里的森林小屋，月光",
};
type Name = keyof typeof PROMPTS;

describeOnBothDatabases("searching", () => {
  let account: Account;
  const names = new Map<string, Name>();
  const found = async (query: string, timeZone = "UTC") => {
    const { ids } = await indexLibrary(account.userId, readFilter(query), timeZone);
    return ids.map((id) => names.get(id));
  };
  const search = (q: string) => found(`?${new URLSearchParams({ q })}`);

  beforeAll(async () => {
    account = await newAccount();
    const facts: Record<Name, GenerationFacts> = {
      lighthouse: { ratio: "16:9", mode: "fun", createdAt: new Date("2026-11-01T12:00:00Z") },
      house: { state: "failed", createdAt: new Date("2026-11-02T12:00:00Z") },
      sailing: { state: "running", ratio: "9:16", createdAt: new Date("2026-11-03T12:00:00Z") },
      percent: { state: "unknown", createdAt: new Date("2026-11-04T12:00:00Z") },
      fox: { imageUrls: ["https://example.test/fox.png"], createdAt: new Date("2026-11-05T12:00:00Z") },
      cabin: { creditCertainty: "in_doubt", state: "failed", createdAt: new Date("2026-11-06T16:30:00Z") },
    };
    for (const [name, prompt] of Object.entries(PROMPTS) as [Name, string][]) {
      const sides: [number, number][] = name === "lighthouse" || name === "fox" ? [[480, 480]] : [];
      names.set(await add(account, { prompt, ...facts[name] }, sides), name);
    }
    const other = await newAccount();
    await add(other, { prompt: PROMPTS.lighthouse });
  });

  it("finds words anywhere, in any case, the best first", async () => {
    expect(await search("LIGHT")).toEqual(["house", "lighthouse"]);
    expect(await search("house")).toEqual(["house", "lighthouse"]);
    expect(await search("waves cliff")).toEqual(["lighthouse"]);
    expect(await search("waves sunset")).toEqual([]);
  });

  it("takes what patterns are made of for what it is", async () => {
    expect(await search("100%")).toEqual(["percent"]);
    expect(await search("%")).toEqual(["percent"]);
    expect(await search("d_k")).toEqual(["percent"]);
    expect(await search("\\")).toEqual(["percent"]);
  });

  it("finds Chinese by its characters, also where one of several is another", async () => {
    expect(await search("狐狸")).toEqual(["fox"]);
    expect(await search("雪")).toEqual(["cabin", "fox"]);
    expect(await search("森林小屋")).toEqual(["cabin"]);
    expect(await search("雪夜里森林小屋")).toEqual(["cabin"]);
    expect(await search("沙漠小城")).toEqual([]);
  });

  it("forgives a misspelt word", async () => {
    expect(await search("lighthose")).toEqual(["lighthouse"]);
    expect(await search("sailling boats")).toEqual(["sailing"]);
    for (const swapped of ["lighthuose", "lihgthouse", "LIGHTHOUES"]) {
      expect(await search(swapped), swapped).toEqual(["lighthouse"]);
    }
    expect(await search("elephant")).toEqual([]);
  });

  it("filters by outcome, ratio, mode, provider, image and day, alone and together", async () => {
    expect(await found("?state=ready")).toEqual(["fox", "lighthouse"]);
    expect(await found("?state=moving")).toEqual(["sailing"]);
    expect(await found("?state=failed")).toEqual(["cabin", "house"]);
    expect(await found("?state=doubt")).toEqual(["cabin", "percent"]);
    expect(await found("?state=lost")).toEqual([]);
    expect(await found("?state=ready,moving&ratio=16:9,9:16")).toEqual(["sailing", "lighthouse"]);
    expect(await found("?mode=fun")).toEqual(["lighthouse"]);
    expect(await found("?via=preview")).toHaveLength(6);
    expect(await found("?via=grokimagine")).toEqual([]);
    expect(await found("?image=true")).toEqual(["fox"]);
    expect(await found("?image=false")).toHaveLength(5);
    expect(await found("?from=2026-11-02&to=2026-11-03")).toEqual(["sailing", "house"]);
  });

  it("begins and ends days where the reader is", async () => {
    expect(await found("?from=2026-11-07", "UTC")).toEqual([]);
    expect(await found("?from=2026-11-07", "Asia/Shanghai")).toEqual(["cabin"]);
  });

  it("sorts, and leaves out what it can't read", async () => {
    expect(await found("?sort=oldest&q=house")).toEqual(["lighthouse", "house"]);
    expect((await found("?sort=prompt")).slice(0, 3)).toEqual(["percent", "lighthouse", "house"]);
    expect(await found("?sort=sideways&ratio=4:3&from=yesterday&state=,")).toHaveLength(6);
  });

  it("finds words as they are typed where the database can't compare them", async () => {
    await (await database()).execute(sql`drop extension pg_trgm cascade`);
    expect(await search("lighthouse waves")).toEqual(["lighthouse"]);
    expect(await search("雪夜里森林小屋")).toEqual(["cabin"]);
    expect(await search("lighthose")).toEqual([]);
  });
});

describeOnBothDatabases("saved searches", () => {
  const namesOf = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);

  it("are a user's own, by name, and one a name", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    await saveSearch(mine.userId, { name: "Lighthouses", query: "?utm=1&ratio=16:9&q=lighthouse" });
    await saveSearch(mine.userId, { name: "boats", query: "q=boat" });
    const { items } = await saveSearch(mine.userId, { name: "LIGHTHOUSES", query: "q=light" });
    expect(items.map(({ name, query }) => [name, query])).toEqual([
      ["boats", "q=boat"],
      ["LIGHTHOUSES", "q=light"],
    ]);
    expect(namesOf(await listSavedSearches(other.userId))).toEqual([]);

    const [boats] = items;
    await removeSearch(other.userId, boats?.id ?? "");
    expect(namesOf(await listSavedSearches(mine.userId))).toEqual(["boats", "LIGHTHOUSES"]);
    expect(namesOf(await removeSearch(mine.userId, boats?.id ?? ""))).toEqual(["LIGHTHOUSES"]);
  });

  it("filter something, and are at most a hundred", async () => {
    const { userId } = await newAccount();
    await expect(saveSearch(userId, { name: "all", query: "utm=1" })).rejects.toThrow("INVALID_INPUT");
    for (let place = 0; place < 100; place += 1) await saveSearch(userId, { name: `search ${place}`, query: "q=a" });
    await expect(saveSearch(userId, { name: "one more", query: "q=a" })).rejects.toThrow("SEARCHES_FULL");
    const { items } = await saveSearch(userId, { name: "search 7", query: "q=seven" });
    expect(items).toHaveLength(100);
  });
});
