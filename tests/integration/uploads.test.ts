import { eq } from "drizzle-orm";
import sharp from "sharp";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, it, vi } from "vitest";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { uploads } from "#db/schema/uploads";
import { saveToken } from "#lib/connections/save-token";
import { uploadNameIn } from "#lib/domain/uploads";
import { submitGenerations } from "#lib/generations/submit-generations";
import { usageOf } from "#lib/ledger/usage";
import { archiveStorage } from "#lib/storage/archive-storage";
import { createUpload } from "#lib/uploads/create-upload";
import { eraseUnusedUploads } from "#lib/uploads/erase-unused-uploads";
import { getUpload } from "#lib/uploads/get-upload";
import { uploadReach } from "#lib/uploads/upload-reach";
import { newAccount } from "#tests/support/accounts";
import { describeOnBothDatabases } from "#tests/support/test-database";

const settings = vi.hoisted((): { PUBLIC_URL?: string } => ({}));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => ({ ...actual.env(), ...settings }) };
});
// What is submitted here stays in the line: this is about what is written down.
vi.mock(import("#lib/generations/dispatch-generation"), async (original) => ({
  ...(await original()),
  dispatchGeneration: async () => {},
}));

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: "#356" } })
    .png()
    .toBuffer();

describeOnBothDatabases("uploads", () => {
  let account: Awaited<ReturnType<typeof newAccount>>;
  beforeEach(async () => {
    settings.PUBLIC_URL = undefined;
    account = await newAccount();
  });

  const upload = async (userId = account.userId) => {
    const { url, ...size } = await createUpload(userId, await picture());
    expect(size).toEqual({ width: 40, height: 30 });
    return { url, name: uploadNameIn(url) ?? "" };
  };
  const submit = async (url: string, connectionId = account.preview.id, userId = account.userId) => {
    const item = { id: uuidv7(), prompt: "a boat", mode: "fun", ratio: "1:1", imageUrls: [url] };
    const [view] = await submitGenerations(userId, { connectionId, items: [item], parentId: null });
    if (!view) throw new Error("nothing was submitted");
    return view;
  };
  const end = async (id: string, finishedAt: Date, state: "succeeded" | "failed" = "succeeded") =>
    (await database()).update(generations).set({ state, finishedAt }).where(eq(generations.id, id));

  it("have names that nobody guesses, and are read by whoever has one", async () => {
    const [one, other] = [await upload(), await upload()];
    expect(one.name).toMatch(/^[\w-]{32}\.png$/);
    expect(one.name).not.toBe(other.name);
    const file = await getUpload(one.name);
    expect(file).toMatchObject({ mediaType: "image/png", fileName: "start-image.png" });
    expect(await archiveStorage().size(file.storageKey)).toBeGreaterThan(0);
    await expect(getUpload(`${"x".repeat(32)}.png`)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("go to the built-in engine by its own address, from wherever they were sent before", async () => {
    const { url } = await upload();
    const first = await submit(url);
    expect(first.imageUrls).toEqual([`http://127.0.0.1:3000${url}`]);
    settings.PUBLIC_URL = "https://reel.example.com";
    expect((await submit(`https://reel.example.com${url}`)).imageUrls).toEqual([`http://127.0.0.1:3000${url}`]);
  });

  it.each([undefined, "http://localhost:3000", "http://192.168.1.20", "https://studio.lan"])(
    "don't go to an outside provider while PUBLIC_URL is %s, and nothing is held",
    async (address) => {
      settings.PUBLIC_URL = address;
      const token = await saveToken(account.userId, "test-token-1234");
      const { url } = await upload();
      expect(await uploadReach()).toBe("private");
      await expect(submit(url, token.id)).rejects.toMatchObject({ code: "UPLOAD_NOT_PUBLIC" });
      expect(await usageOf(account.userId)).toMatchObject({ heldCredits: 0, generations: 0 });
    },
  );

  it("go to an outside provider by the public address, which is verified by the first success", async () => {
    settings.PUBLIC_URL = `https://${uuidv7()}.example.com`;
    const token = await saveToken(account.userId, "test-token-1234");
    const { url } = await upload();
    expect(await uploadReach()).toBe("unverified");
    await end((await submit(url)).id, new Date());
    const sent = await submit(`http://127.0.0.1:3000${url}`, token.id);
    expect(sent.imageUrls).toEqual([`${settings.PUBLIC_URL}${url}`]);
    await end(sent.id, new Date(), "failed");
    expect(await uploadReach()).toBe("unverified");
    await end(sent.id, new Date());
    expect(await uploadReach()).toBe("verified");
    settings.PUBLIC_URL = "https://moved.example.com";
    expect(await uploadReach()).toBe("unverified");
  });

  it("are their owner's to send; an address elsewhere is none of ours", async () => {
    const other = await newAccount();
    const { url } = await upload(other.userId);
    await expect(submit(url)).rejects.toMatchObject({ code: "UPLOAD_GONE" });
    const elsewhere = `https://other.example.com${url}`;
    expect((await submit(elsewhere)).imageUrls).toEqual([elsewhere]);
  });

  it("are erased a week after the last need, and not while a task may still need them", async () => {
    const [unused, inDoubt, done, running] = [await upload(), await upload(), await upload(), await upload()];
    const keys = new Map<string, string>();
    for (const { name } of [unused, inDoubt, done, running]) keys.set(name, (await getUpload(name)).storageKey);
    await submit(running.url);
    await (await database())
      .update(generations)
      .set({ state: "unknown" })
      .where(eq(generations.id, (await submit(inDoubt.url)).id));
    await end((await submit(done.url)).id, inDays(3));

    const alive = async () => {
      const rows = await (await database()).select().from(uploads).where(eq(uploads.userId, account.userId));
      const names = new Map([unused, inDoubt, done, running].map(({ name }, place) => [name, place]));
      const sizes = await Promise.all(rows.map(({ name }) => archiveStorage().size(keys.get(name) ?? "")));
      for (const [place, row] of rows.entries()) expect(sizes[place] === null).toBe(row.erasedAt !== null);
      return rows.flatMap(({ name, erasedAt }) => (erasedAt ? [] : [names.get(name)])).sort();
    };
    await eraseUnusedUploads(inDays(6));
    expect(await alive()).toEqual([0, 1, 2, 3]);
    expect(await eraseUnusedUploads(inDays(8))).toBeGreaterThanOrEqual(1);
    expect(await alive()).toEqual([1, 2, 3]);
    await eraseUnusedUploads(inDays(11));
    expect(await alive()).toEqual([1, 3]);
    await expect(getUpload(unused.name)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(submit(unused.url)).rejects.toMatchObject({ code: "UPLOAD_GONE" });
  });

  it("are at most a gigabyte a user", async () => {
    const { name } = await upload();
    await (await database())
      .update(uploads)
      .set({ sizeBytes: 1024 ** 3 })
      .where(eq(uploads.name, name));
    await expect(upload()).rejects.toMatchObject({ code: "UPLOADS_FULL" });
  });
});

describeOnBothDatabases("a batch", () => {
  it("is taken whole or not at all, each with its own prompt and options", async () => {
    const { userId, preview } = await newAccount();
    const items = Array.from({ length: 200 }, (_, place) => ({
      id: uuidv7(),
      prompt: `boat ${place}`,
      mode: place % 2 ? "fun" : "normal",
      ratio: place % 3 ? "16:9" : "1:1",
      imageUrls: place % 50 ? [] : ["https://example.com/a.png"],
    }));
    const bad = items.map((item, place) => (place === 150 ? { ...item, ratio: "7:1" } : item));
    const batch = { connectionId: preview.id, parentId: null };
    await expect(submitGenerations(userId, { ...batch, items: bad })).rejects.toMatchObject({ code: "RATIO_UNKNOWN" });
    expect(await usageOf(userId)).toMatchObject({ generations: 0 });

    const views = await submitGenerations(userId, { ...batch, items });
    expect(views.map(({ id, prompt, mode, ratio, imageUrls }) => ({ id, prompt, mode, ratio, imageUrls }))).toEqual(
      items,
    );
    await submitGenerations(userId, { ...batch, items });
    const rows = await (await database()).select().from(generations).where(eq(generations.userId, userId));
    expect([rows.length, new Set(rows.map(({ batchId }) => batchId)).size]).toEqual([200, 1]);
  });
});
