import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { type AppServer, startApp } from "#tests/support/app-server";
import { serveVideo } from "#tests/support/busy-provider";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";

test.describe("a connection that its provider refuses", () => {
  let simulator: ProviderSimulator;
  let outside: AppServer;
  let studio: Studio;

  test.beforeAll(async () => {
    simulator = await startProviderSimulator();
    serveVideo(simulator);
    outside = await startApp({ GROKIMAGINE_BASE_URL: simulator.baseUrl });
  });
  test.afterAll(async () => {
    await outside.stop();
    await simulator.stop();
  });
  test.beforeEach(async ({ page }) => {
    simulator.orders.length = 0;
    simulator.nextSubmissions.length = 0;
    studio = new Studio(page, outside.origin);
    await studio.signUp(newEmail("refused"));
    await studio.saveToken("paid-token-9876");
    await page.goto(outside.origin);
    await studio.sendTo("GrokImagine");
  });
  test.afterEach(() => expect(studio.unexpected).toEqual([]));

  test("says that the account is empty, waits, and goes on with one press once it is filled", async ({ page }) => {
    simulator.nextSubmissions.push({ status: 402, json: { code: 402, message: "Insufficient credits" } });
    await studio.send("a heron that waits for credits");
    await expect(page.getByText("your provider account is out of credits").first()).toBeVisible();
    await studio.send("a second heron behind it");
    expect(simulator.orders).toHaveLength(0);

    await page.goto(`${outside.origin}/settings`);
    await expect(page.getByText("your provider account is out of credits")).toBeVisible();
    await expectSound(page, "settings with a paused connection");
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByText("your provider account is out of credits")).toHaveCount(0);
    await page.goto(outside.origin);
    await expect(studio.posters).toHaveCount(2);
    expect(simulator.orders.map(({ body }) => body.prompt)).toEqual([
      "a heron that waits for credits",
      "a second heron behind it",
    ]);
  });

  test("says that the token was refused, and goes on with a new one", async ({ page }) => {
    simulator.nextSubmissions.push({ status: 401, json: { code: 401, message: "Unauthorized" } });
    await studio.send("a crane that waits for a token");
    await expect(page.getByText("the provider refused your token").first()).toBeVisible();
    await page.goto(`${outside.origin}/settings`);
    await page.getByRole("button", { name: "Replace" }).click();
    await page.getByLabel("API token").fill("better-token-5678");
    await page.getByRole("button", { name: "Replace token" }).click();
    await expect(page.getByText("5678")).toBeVisible();
    await expect(page.getByText("the provider refused your token")).toHaveCount(0);
    await page.goto(outside.origin);
    await expect(studio.posters).toHaveCount(1);
    expect(simulator.orders.map(({ token }) => token)).toEqual(["better-token-5678"]);
  });

  test("sends one submission once, however often it is clicked, in how many tabs", async ({ page, context }) => {
    simulator.nextSubmissions.push({ afterMs: 1_500 });
    await studio.prompt.fill("one fox only");
    await studio.generate.dblclick();
    await studio.prompt.press("Control+Enter");
    const other = await context.newPage();
    await other.goto(outside.origin);
    // After a reload the form still holds what is being sent; it is sent again as the same.
    await page.reload();
    await studio.prompt.press("Control+Enter");
    await expect(studio.posters).toHaveCount(1);
    await expect(other.getByRole("link", { name: /^Open “/ })).toHaveCount(1);
    expect(simulator.orders).toHaveLength(1);
  });

  test("sends once what another tab found to have arrived, where the first got no answer", async ({
    page,
    context,
  }) => {
    await page.route("**/*", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      // Its answer goes nowhere.
      await route.fetch();
    });
    await studio.prompt.fill("one wolf only");
    await studio.generate.click();
    await expect.poll(() => simulator.orders.length).toBe(1);
    const other = await context.newPage();
    await other.goto(outside.origin);
    await expect(other.getByRole("link", { name: /^Open “/ })).toHaveCount(1);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.reload();
    await expect(studio.posters).toHaveCount(1);
    await studio.prompt.press("Control+Enter");
    await expect(studio.prompt).toHaveValue("");
    expect(simulator.orders).toHaveLength(1);
    // The same words written anew are another purchase.
    await studio.send("one wolf only");
    await expect.poll(() => simulator.orders.length).toBe(2);
  });
});
