import { readFileSync } from "node:fs";
import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { startApp } from "#tests/support/app-server";
import { type S3Server, startS3Server } from "#tests/support/s3-server";

let s3: S3Server;

test.beforeAll(async () => {
  s3 = await startS3Server();
});
test.afterAll(() => s3.end());

test("videos in a bucket play and download from there, and wait with a banner while it is away", async ({ page }) => {
  test.setTimeout(150_000);
  const app = await startApp({ STORAGE: "s3", ...s3.settings });
  try {
    const studio = new Studio(page, app.origin);
    await studio.signUp(newEmail("bucket"));
    const policy = (await page.request.get(app.origin)).headers()["content-security-policy"] ?? "";
    expect(policy).toContain(`media-src 'self' blob: ${s3.endpoint};`);
    expect(policy.split(s3.endpoint)).toHaveLength(2);

    await studio.send("A calm sea at dusk");
    await expect(studio.posters).toHaveCount(2, { timeout: 60_000 });
    await studio.posters.first().click();
    const video = page.locator("video");
    await expect(video).toBeVisible();
    const seconds = () => video.evaluate((element: HTMLVideoElement) => element.duration);
    await expect.poll(seconds).toBeGreaterThan(0);
    const address = await video.evaluate((element: HTMLVideoElement) => element.src);
    const redirect = await page.request.get(address, { maxRedirects: 0 });
    expect(redirect.status()).toBe(307);
    expect(redirect.headers()["cache-control"]).toBe("no-store");
    const link = new URL(redirect.headers().location ?? "");
    expect(link.origin).toBe(s3.endpoint);
    expect(link.searchParams.get("X-Amz-Expires")).toBe("300");
    const head = await page.request.head(address);
    expect(head.status()).toBe(200);
    expect(Number(head.headers()["content-length"])).toBeGreaterThan(1_000);
    const part = await page.request.get(address, { headers: { range: "bytes=0-99" } });
    expect(part.status()).toBe(206);
    expect((await part.body()).length).toBe(100);

    const saving = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d-a-calm-sea-at-dusk-1\.mp4$/);
    expect(readFileSync(await saved.path()).length).toBe(Number(head.headers()["content-length"]));

    // A link that has died: what it leads to is refused once, and the player asks our address again.
    const asked: string[] = [];
    await page.route(/\/api\/videos\/[^/]+\?/, (route) => {
      asked.push(new URL(route.request().url()).search);
      return asked.length === 1 ? route.fulfill({ status: 403, body: "expired" }) : route.continue();
    });
    await video.evaluate((element: HTMLVideoElement, source) => {
      element.src = source;
      element.load();
    }, `${address}?again=1`);
    await expect.poll(() => asked.length).toBeGreaterThan(1);
    expect(asked[1]).toMatch(/^\?again=1&renewed=\d+$/);
    await expect.poll(seconds).toBeGreaterThan(0);
    await page.unrouteAll();

    await s3.stop();
    await page.goto(app.origin);
    await studio.send("A red fox in snow");
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("Videos can’t be put into the storage")).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    // Its tiles say why they have no picture yet, and how long there is.
    await expect(page.getByText(/The provider keeps it for about 2[34] h more\./).first()).toBeVisible();
    await expectSound(page, "the home with a storage that is away");
    await page.setViewportSize({ width: 390, height: 844 });
    await expectSound(page, "the same on a phone");
    await page.getByRole("button", { name: "Try now" }).click();
    await expect(page.getByText("It still does not work.")).toBeVisible();
    await s3.start();
    await page.getByRole("button", { name: "Try now" }).click();
    await expect(page.getByText("Videos are being saved again.")).toBeVisible();
    await expect(page.getByText("Videos can’t be put into the storage")).toBeHidden();
    await expect(studio.posters).toHaveCount(4);

    // Six hours before a link may die, which no test waits for: the answer is ours.
    const notice = {
      pauses: [],
      waiting: 4,
      atRisk: [1, 2, 3].map((number) => ({
        videoId: `0190a0a0-0000-7000-8000-00000000000${number}`,
        prompt: `A lighthouse in a storm, seen from a small boat, take ${number}`,
        deadlineAt: new Date(Date.now() + (number - 1) * 2 * 3_600_000).toISOString(),
      })),
      atRiskTotal: 4,
    };
    await page.route("**/api/archive-notice", (route) => route.fulfill({ json: notice }));
    await page.clock.install();
    await page.goto(app.origin);
    await expect(studio.posters).toHaveCount(4);
    // What asks once a minute may follow the page by a moment.
    await expect(async () => {
      await page.clock.runFor(61_000);
      await expect(page.getByText("4 videos are not saved yet, and their links may die soon.")).toBeVisible({
        timeout: 2_000,
      });
    }).toPass();
    await expect(page.getByRole("link", { name: /take 2$/ })).toHaveAttribute("href", /\/video\/0190a0a0/);
    await expect(page.getByText("about 4 h left")).toBeVisible();
    await expect(page.getByText("may be too late, still trying")).toBeVisible();
    await expectSound(page, "the home with videos at risk, on a phone");
    await page.setViewportSize({ width: 1440, height: 900 });
    await expectSound(page, "the home with videos at risk");
    expect(app.output()).not.toMatch(/S3RVER.*S3RVER|X-Amz-Signature/);
  } finally {
    await app.stop();
  }
});
