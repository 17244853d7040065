import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { expect, it } from "vitest";
import { database } from "#db/client";
import { videos } from "#db/schema/generations";
import { collections, collectionVideos, shares } from "#db/schema/library";
import { users } from "#db/schema/users";
import type { CreateShareInput } from "#lib/contract/share";
import { createShare } from "#lib/shares/create-share";
import { listShares } from "#lib/shares/list-shares";
import { openShare } from "#lib/shares/open-share";
import { restoreShare, revokeShare } from "#lib/shares/revoke-share";
import { sharedPosterFile, sharedVideoFile } from "#lib/shares/shared-file";
import { unlockShare } from "#lib/shares/unlock-share";
import { newAccount } from "#tests/support/accounts";
import { type Account, newGeneration } from "#tests/support/new-generation";
import { describeOnBothDatabases } from "#tests/support/test-database";

const KEPT = {
  storageKey: "one/clip.mp4",
  posterKey: "one/poster.webp",
  sha256: "ab".repeat(32),
  width: 640,
  height: 360,
};

async function keptVideos(account: Account, count: number): Promise<string[]> {
  const outputs = Array.from({ length: count }, () => KEPT);
  return (await newGeneration(account, { prompt: "a secret orchard" }, outputs)).videoIds;
}

async function collectionOf(account: Account, videoIds: string[]): Promise<string> {
  const db = await database();
  const id = uuidv7();
  await db.insert(collections).values({ id, userId: account.userId, name: "Orchards" });
  await db
    .insert(collectionVideos)
    .values(
      videoIds.map((videoId, n) => ({ collectionId: id, videoId, addedAt: new Date(Date.UTC(2026, 1, 1, 0, 0, n)) })),
    );
  return id;
}

const wishes = { term: "never", password: null, showPrompt: false } as const satisfies Partial<CreateShareInput>;
const ofVideo = (id: string) => ({ ...wishes, what: { kind: "video" as const, id } });
const ofCollection = (id: string) => ({ ...wishes, what: { kind: "collection" as const, id } });
const tokenOf = ({ path }: { path: string }) => path.replace("/s/", "");

async function opened(token: string, pass?: string) {
  const share = await openShare(token, pass);
  if (share.state !== "open") throw new Error(`The share is ${share.state}`);
  return share;
}
const isGone = { code: "NOT_FOUND" };

describeOnBothDatabases("shares", () => {
  it("shows strangers one video and nothing else: no prompt, no ids, no names", async () => {
    const account = await newAccount();
    const [shared = "", other = ""] = await keptVideos(account, 2);
    const token = tokenOf(await createShare(account.userId, ofVideo(shared)));
    expect(token).toMatch(/^[\w-]{32}$/);
    const share = await opened(token);
    expect(share.videos).toHaveLength(1);
    const told = JSON.stringify(share);
    for (const secret of ["orchard", shared, other, account.userId]) expect(told).not.toContain(secret);
    const ref = share.videos[0]?.ref ?? "";
    const file = await sharedVideoFile({ token, ref, pass: undefined });
    expect(file).toMatchObject({ storageKey: KEPT.storageKey, mediaType: "video/mp4" });
    expect(file.fileName).not.toContain("orchard");
    expect(await sharedPosterFile({ token, ref, pass: undefined })).toMatchObject({ storageKey: KEPT.posterKey });
    // A name that was made for another share opens nothing here.
    const elsewhere = await opened(tokenOf(await createShare(account.userId, ofVideo(other))));
    const foreign = { token, ref: elsewhere.videos[0]?.ref ?? "", pass: undefined };
    await expect(sharedVideoFile(foreign)).rejects.toMatchObject(isGone);

    const db = await database();
    const [row] = await db.select().from(shares).where(eq(shares.videoId, shared));
    expect(JSON.stringify(row)).not.toContain(token);
    const spoken = await createShare(account.userId, { ...ofVideo(shared), showPrompt: true });
    expect((await opened(tokenOf(spoken))).videos[0]?.prompt).toBe("a secret orchard");
  });

  it("shares what is one's own and kept, and lists it to its owner alone", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const [video = ""] = await keptVideos(mine, 1);
    const unkept = (await newGeneration(mine, {}, [{ archiveState: "pending" }])).videoIds[0] ?? "";
    const collection = await collectionOf(mine, [video]);
    await expect(createShare(other.userId, ofVideo(video))).rejects.toMatchObject(isGone);
    await expect(createShare(other.userId, ofCollection(collection))).rejects.toMatchObject(isGone);
    await expect(createShare(mine.userId, ofVideo(unkept))).rejects.toMatchObject(isGone);
    const share = await createShare(mine.userId, { ...ofVideo(video), term: "day" });
    const days = (Date.parse(share.expiresAt ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(1, 2);
    expect(await listShares(mine.userId)).toEqual([share]);
    expect(await listShares(other.userId)).toEqual([]);
    await revokeShare(other.userId, share.id);
    expect(await listShares(mine.userId)).toHaveLength(1);
  });

  it("shows of a collection what can be seen, in its order, and nothing once it is deleted", async () => {
    const account = await newAccount();
    const ids = await keptVideos(account, 4);
    const [first = "", second = "", third = "", outside = ""] = ids;
    const collection = await collectionOf(account, [third, first, second]);
    const view = await createShare(account.userId, ofCollection(collection));
    expect(view).toMatchObject({ name: "Orchards", videos: 3 });
    const token = tokenOf(view);
    const before = await opened(token);
    expect(before.collection).toBe("Orchards");
    expect(before.videos).toHaveLength(3);
    const db = await database();
    await db.update(videos).set({ deletedAt: new Date() }).where(eq(videos.id, first));
    const after = await opened(token);
    expect(after.videos.map(({ ref }) => ref)).toEqual([before.videos[0]?.ref, before.videos[2]?.ref]);
    const trashed = { token, ref: before.videos[1]?.ref ?? "", pass: undefined };
    await expect(sharedVideoFile(trashed)).rejects.toMatchObject(isGone);
    await db.insert(collectionVideos).values({ collectionId: collection, videoId: outside });
    expect((await opened(token)).videos).toHaveLength(3);
    await db.update(collections).set({ deletedAt: new Date() }).where(eq(collections.id, collection));
    await expect(openShare(token, undefined)).rejects.toMatchObject(isGone);
    expect((await listShares(account.userId))[0]?.videos).toBe(0);
  });

  it("leads nowhere once revoked, in the trash or its owner disabled; a revoking can be taken back for a while", async () => {
    const account = await newAccount();
    const [video = ""] = await keptVideos(account, 1);
    const share = await createShare(account.userId, ofVideo(video));
    const token = tokenOf(share);
    const ref = (await opened(token)).videos[0]?.ref ?? "";
    const db = await database();

    await revokeShare(account.userId, share.id);
    await expect(openShare(token, undefined)).rejects.toMatchObject(isGone);
    await expect(sharedVideoFile({ token, ref, pass: undefined })).rejects.toMatchObject(isGone);
    const later = new Date(Date.now() + 11 * 60_000);
    await expect(restoreShare(account.userId, share.id, later)).rejects.toMatchObject(isGone);
    await restoreShare(account.userId, share.id);
    await opened(token);

    await db.update(videos).set({ deletedAt: new Date() }).where(eq(videos.id, video));
    await expect(openShare(token, undefined)).rejects.toMatchObject(isGone);
    await db.update(videos).set({ deletedAt: null }).where(eq(videos.id, video));
    await opened(token);

    await db
      .update(shares)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(shares.id, share.id));
    expect(await openShare(token, undefined)).toEqual({ state: "expired" });
    await expect(sharedVideoFile({ token, ref, pass: undefined })).rejects.toMatchObject({ code: "SHARE_EXPIRED" });
    await db.update(shares).set({ expiresAt: null }).where(eq(shares.id, share.id));

    await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, account.userId));
    await expect(openShare(token, undefined)).rejects.toMatchObject(isGone);
    await expect(openShare("no-token", undefined)).rejects.toMatchObject(isGone);
  });

  it("wants the password of a link that has one, and stands only so many tries", async () => {
    const account = await newAccount();
    const [video = ""] = await keptVideos(account, 1);
    const share = await createShare(account.userId, { ...ofVideo(video), password: "open sesame" });
    const token = tokenOf(share);
    expect(await openShare(token, undefined)).toEqual({ state: "locked" });
    const address = uuidv7();
    await expect(unlockShare(token, "open barley", address)).rejects.toMatchObject({ code: "SHARE_PASSWORD_WRONG" });
    const pass = await unlockShare(token, "open sesame", address);
    const ref = (await opened(token, pass)).videos[0]?.ref ?? "";
    expect(await sharedVideoFile({ token, ref, pass })).toMatchObject({ storageKey: KEPT.storageKey });
    await expect(sharedVideoFile({ token, ref, pass: undefined })).rejects.toMatchObject({ code: "SHARE_LOCKED" });
    const other = await createShare(account.userId, { ...ofVideo(video), password: "open sesame" });
    expect(await openShare(tokenOf(other), pass)).toEqual({ state: "locked" });

    const guess = () => unlockShare(token, "a guess", address).catch(({ code }: { code: string }) => code);
    const answers: string[] = [];
    for (let n = 0; n < 11; n += 1) answers.push(await guess());
    expect(answers.slice(0, 10)).toEqual(Array(10).fill("SHARE_PASSWORD_WRONG"));
    expect(answers[10]).toBe("TOO_MANY_REQUESTS");
    // Others are not shut out.
    expect(await unlockShare(token, "open sesame", uuidv7())).toMatch(/^\d+\./);
  });
});
