import { readFileSync } from "node:fs";
import path from "node:path";
import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { type AppServer, startApp } from "#tests/support/app-server";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";

const SAMPLE = readFileSync(path.join(import.meta.dirname, "..", "support", "fixtures", "sample.mp4"));

/** A provider in a process of its own, as far as the app can tell: reached by its base URL alone. */
test.describe("a provider outside", () => {
  let simulator: ProviderSimulator;
  let outside: AppServer;

  test.beforeAll(async () => {
    simulator = await startProviderSimulator();
    simulator.serveFile("video.mp4", (_, response) => {
      response.writeHead(200, { "content-type": "video/mp4", "content-length": SAMPLE.length }).end(SAMPLE);
    });
    outside = await startApp({ GROKIMAGINE_BASE_URL: simulator.baseUrl });
  });
  test.afterAll(async () => {
    await outside.stop();
    await simulator.stop();
  });
  test.beforeEach(() => {
    simulator.nextSubmissions.length = 0;
    simulator.orders.length = 0;
    simulator.onStatus(() => ({}));
  });

  const chooseGrokImagine = async (studio: Studio) => {
    await studio.page.goto(studio.origin);
    await studio.sendTo("GrokImagine");
  };

  test("a token is stored, tested and spent from; the video plays and the credits are accounted for", async ({
    page,
  }) => {
    const studio = new Studio(page, outside.origin);
    await studio.signUp(newEmail("payer"));
    await studio.saveToken("paid-token-9876");
    expect(await page.content()).not.toContain("paid-token-9876");
    simulator.onStatus(() => ({ status: 404, json: { code: 404, message: "no such task" } }));
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await expect(page.getByText("The provider accepts this token.")).toBeVisible();
    simulator.onStatus(() => ({ status: 401, json: { code: 401, message: "who are you" } }));
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await expect(page.getByText("The provider refused the token.")).toBeVisible();
    expect(simulator.orders).toHaveLength(0);
    simulator.onStatus(() => ({}));

    await chooseGrokImagine(studio);
    await expect(studio.generate).toContainText("40 credits");
    await expect(studio.generate).toContainText("$0.40");
    await studio.send("a lighthouse at sunset");
    await expect(studio.posters).toHaveCount(1);
    expect(simulator.orders).toHaveLength(1);
    expect(simulator.orders[0]).toMatchObject({ token: "paid-token-9876", body: { prompt: "a lighthouse at sunset" } });
    await studio.posters.first().click();
    await page.waitForURL(/\/video\//);
    const player = page.locator("video");
    await player.evaluate((video: HTMLVideoElement) => {
      video.muted = true;
      return video.play();
    });
    await expect.poll(() => player.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.1);
    await page.goto(`${outside.origin}/usage`);
    await expect(page.getByRole("main")).toContainText("40");
    expect(studio.unexpected).toEqual([]);
  });

  test("the queue says what is in doubt, what it holds, and what failed, on a desk and a phone", async ({ page }) => {
    const studio = new Studio(page, outside.origin);
    await studio.signUp(newEmail("doubtful"));
    await studio.saveToken("paid-token-9876");
    await chooseGrokImagine(studio);
    simulator.nextSubmissions.push({ status: 502, html: "<h1>Bad gateway</h1>" });
    await studio.send("a doubtful heron");
    await expect(page.getByText("May have been charged").first()).toBeVisible();
    simulator.nextSubmissions.push({ status: 502, html: "<h1>Bad gateway</h1>" });
    await studio.send("a doubtful crane");
    await expect(page.getByText("May have been charged").nth(1)).toBeVisible();
    simulator.nextSubmissions.push({ status: 400, json: { code: 400, message: "No dragons here" } });
    await studio.send("a refused dragon");
    await expect(page.getByText("No dragons here").first()).toBeVisible();

    await page.getByRole("link", { name: "Queue" }).filter({ visible: true }).click();
    await page.waitForURL(/\/queue/);
    const doubt = page.getByRole("list", { name: "In doubt" }).getByRole("listitem");
    await expect(doubt).toHaveCount(2);
    await expect(page.getByText("80 credits are held until you decide")).toBeVisible();
    await expect(doubt.first()).toContainText("a doubtful heron");
    await expect(doubt.first()).toContainText("GrokImagine");
    await expectSound(page, "what is in doubt");
    await doubt.first().getByRole("button", { name: "Dismiss" }).click();
    await expect(doubt).toHaveCount(1);
    await expect(page.getByText("40 credits are held until you decide")).toBeVisible();

    await page.setViewportSize({ width: 390, height: 844 });
    await expectSound(page, "what is in doubt, on a phone");
    const before = simulator.orders.length;
    await doubt.getByRole("button", { name: /^Send again/ }).click();
    await expect(doubt).toHaveCount(0);
    expect(simulator.orders).toHaveLength(before + 1);
    await page.getByRole("list", { name: "Failed last" }).getByRole("button", { name: "Edit and retry" }).click();
    await expect(studio.prompt).toHaveValue("a refused dragon");
    expect(studio.unexpected).toEqual([]);
  });

  test("each refusal has a sentence, and what is in doubt has two ways out", async ({ page }) => {
    const studio = new Studio(page, outside.origin);
    await studio.signUp(newEmail("unlucky"));
    await studio.saveToken("paid-token-9876");
    await chooseGrokImagine(studio);

    simulator.nextSubmissions.push({ status: 400, json: { code: 400, message: "The prompt mentions a dragon" } });
    await studio.send("a dragon");
    await expect(page.getByText("The prompt mentions a dragon").first()).toBeVisible();
    await page.getByRole("button", { name: "Edit and retry" }).first().click();
    await expect(studio.prompt).toHaveValue("a dragon");

    simulator.nextSubmissions.push({ status: 502, html: "<html><h1>Bad gateway</h1></html>" });
    await studio.send("a doubtful one");
    await expect(page.getByText("May have been charged").first()).toBeVisible();
    await expect(page.getByText("Bad gateway")).toHaveCount(0);
    await page.getByRole("button", { name: "Dismiss" }).click();
    await expect(page.getByText("Dismissed").first()).toBeVisible();

    simulator.nextSubmissions.push({ reset: true });
    await studio.send("another doubtful one");
    await page.getByRole("button", { name: /^Send again/ }).click();
    await expect(studio.posters).toHaveCount(1);
    await expect(page.getByText("May have been charged")).toHaveCount(0);
    expect(simulator.orders).toHaveLength(2);

    simulator.onStatus(() => ({
      json: { code: 200, data: { task_id: "t", status: "failed", error_message: "It broke" } },
    }));
    await studio.send("one that fails without a bill");
    await expect(page.getByText("It broke").first()).toBeVisible();
    await page.getByRole("button", { name: "Not charged" }).click();
    await expect(page.getByRole("button", { name: "Not charged" })).toHaveCount(0);
    simulator.onStatus(() => ({}));

    simulator.nextSubmissions.push({ status: 402, json: { code: 402, message: "Insufficient credits" } });
    await studio.send("one too many");
    await expect(page.getByText(/out of credits/i).first()).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).first().click();
    await expect(page.getByText("Cancelled").first()).toBeVisible();
  });
});

test("a killed server goes on after a restart, in the middle of a render and of a download", async ({ page }) => {
  test.setTimeout(180_000);
  const simulator = await startProviderSimulator();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let downloads = 0;
  simulator.serveFile("video.mp4", async (_, response) => {
    downloads += 1;
    response.writeHead(200, { "content-type": "video/mp4", "content-length": SAMPLE.length });
    response.write(SAMPLE.subarray(0, 4_000));
    await held;
    response.end(SAMPLE.subarray(4_000));
  });
  const settings = { GROKIMAGINE_BASE_URL: simulator.baseUrl, ENGINE_SECONDS: "6" };
  const first = await startApp(settings);
  const studio = new Studio(page, first.origin);
  await studio.signUp(newEmail("survivor"));
  await studio.saveToken("paid-token-9876");
  await page.goto(first.origin);
  await studio.send("a render that is interrupted");
  await studio.sendTo("GrokImagine");
  await studio.send("a download that is interrupted");
  await expect.poll(() => downloads).toBeGreaterThan(0);
  await first.kill();

  release();
  const second = await startApp(settings, first.dataDir);
  // The sign-in outlives the server too.
  await page.goto(second.origin);
  await expect(page.getByRole("link", { name: /^Open “a render that/ })).toHaveCount(2, { timeout: 90_000 });
  await expect(page.getByRole("link", { name: /^Open “a download that/ })).toHaveCount(1);
  expect(simulator.orders).toHaveLength(1);
  expect(await second.stop()).toBe(0);
  await simulator.stop();
});
