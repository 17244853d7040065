import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { startApp } from "#tests/support/app-server";

test("from sign-up to a video that plays, seeks and downloads, and that nobody else sees", async ({
  studio,
  otherStudio,
}) => {
  const email = newEmail("maker");
  const { page, origin } = studio;
  await studio.signUp(email);
  await expect(studio.generate).toContainText("free preview");

  await studio.pickRatio("16:9");
  await studio.send("a red sailing boat on a calm sea at sunset");
  await expect(page.getByText("a red sailing boat").first()).toBeVisible();
  await expect(studio.posters).toHaveCount(2);
  await expect(page.getByRole("status").filter({ hasText: "Ready: a red sailing boat" })).toBeAttached();
  const box = await studio.posters.first().boundingBox();
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(16 / 9, 1);

  await studio.posters.first().click();
  await page.waitForURL(/\/video\//);
  await expect(page.getByText("Preview, drawn by the built-in engine, not by an AI model")).toBeVisible();
  const player = page.locator("video");
  await player.evaluate((video: HTMLVideoElement) => {
    video.muted = true;
    return video.play();
  });
  await expect.poll(() => player.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.2);
  expect(await player.evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight])).toEqual([256, 144]);
  const soughtTo = await player.evaluate(
    (video: HTMLVideoElement) =>
      new Promise<number>((resolve) => {
        video.pause();
        video.onseeked = () => resolve(video.currentTime);
        video.currentTime = 0.5;
      }),
  );
  expect(soughtTo).toBeCloseTo(0.5, 1);

  const videoUrl = page.url();
  const id = videoUrl.split("/").at(-1);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).first().click(),
  ]);
  const today = new Date().toISOString().slice(0, 10);
  expect(download.suggestedFilename()).toBe(`${today}-a-red-sailing-boat-on-a-calm-sea-at-sunset-1.mp4`);
  const saved = await readFile(await download.path());
  const archived = await page.request.get(`${origin}/api/videos/${id}`);
  expect(archived.headers()["content-type"]).toBe("video/mp4");
  expect(archived.headers()["cache-control"]).toContain("private");
  const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  expect(sha256(saved)).toBe(sha256(await archived.body()));
  expect(archived.headers().etag).toBe(`"${sha256(saved)}"`);
  const part = await page.request.get(`${origin}/api/videos/${id}`, { headers: { range: "bytes=100-199" } });
  expect(part.status()).toBe(206);
  expect(sha256(await part.body())).toBe(sha256(saved.subarray(100, 200)));

  // A second person sees nothing of it, by page or by bytes; a stranger is asked to sign in.
  await otherStudio.signUp(newEmail("other"));
  await expect(otherStudio.posters).toHaveCount(0);
  expect((await otherStudio.page.request.get(`${origin}/api/videos/${id}`)).status()).toBe(404);
  expect((await otherStudio.page.request.get(`${origin}/api/videos/${id}/poster`)).status()).toBe(404);
  expect((await otherStudio.page.request.get(videoUrl)).status()).toBe(404);

  await studio.signOut();
  expect((await page.request.get(`${origin}/api/videos/${id}`)).status()).toBe(401);
  await page.goto(videoUrl);
  await page.waitForURL(/sign-in\?next=/);
  await studio.signIn(email);
  await page.waitForURL(videoUrl);
  await expect(page.locator("video")).toBeVisible();
});

test("closing the tab changes nothing: the server goes on, even with no ffmpeg on the machine", async ({
  page,
  context,
}) => {
  const app = await startApp({ FFMPEG_PATH: "wasm" });
  const studio = new Studio(page, app.origin);
  await studio.signUp(newEmail("leaver"));
  await studio.send("a mountain lake in the fog");
  await page.close();
  const later = await context.newPage();
  await later.goto(app.origin);
  await expect(later.getByRole("link", { name: /^Open “/ })).toHaveCount(2);
  await app.stop();
});
