import type { Page } from "@playwright/test";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { type AppServer, startApp } from "#tests/support/app-server";

const START_CREDITS = 100;

test.describe("a server whose previews have a price", () => {
  let metered: AppServer;

  test.beforeAll(async () => {
    metered = await startApp({ ENGINE_START_CREDITS: String(START_CREDITS) });
  });
  test.afterAll(() => metered.stop());

  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

  test("the price and what is left stand before and after a preview", async ({ page }) => {
    const studio = new Studio(page, metered.origin);
    await studio.signUp(newEmail("metered"));
    await expect(studio.generate).toContainText("40 of 100 credits");
    await page.goto(`${metered.origin}/settings`);
    await expect(page.getByText("100 preview credits left")).toBeVisible();
    await page.goto(metered.origin);
    await studio.send("a kite above the dunes");
    await expect(studio.posters).toHaveCount(2);
    await expect(studio.generate).toContainText("40 of 60 credits");
    await studio.posters.first().click();
    await expect(page.getByText("40 preview credits", { exact: true })).toBeVisible();
    await page.goto(`${metered.origin}/settings`);
    await expect(page.getByText("60 preview credits left")).toBeVisible();

    await page.goto(metered.origin);
    await studio.send("a second kite");
    await expect(studio.posters).toHaveCount(4);
    await studio.prompt.fill("a third kite");
    await expect(studio.generate).toContainText("40 of 20 credits");
    expect(studio.unexpected).toEqual([]);
  });

  test("a key is made, copied, used from outside, listed and revoked", async ({ page, context, request }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: metered.origin });
    const studio = new Studio(page, metered.origin);
    await studio.signUp(newEmail("key"));
    await page.goto(`${metered.origin}/settings`);
    await page.getByRole("button", { name: "Get a key" }).click();
    await expect(page.getByText("Give the key a name, so that you know it again.")).toBeVisible();
    await page.getByLabel("Name of the new key").fill("My laptop");
    await page.getByRole("button", { name: "Get a key" }).click();
    await page.getByRole("button", { name: "Copy key" }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    const key = await copied(page);
    expect(key).toMatch(/^rk_/);
    await expect(page.getByText("Not used yet")).toBeVisible();
    const credits = page.getByText("Credits left", { exact: true }).locator("xpath=..");
    await expect(credits).toContainText(String(START_CREDITS));

    const order = () =>
      request.post(`${metered.origin}/v1/generate`, {
        headers: { authorization: `Bearer ${key}` },
        data: { prompt: "a kite, by program" },
      });
    expect((await order()).status()).toBe(200);
    await page.reload();
    await expect(credits).toContainText("60");
    await expect(page.getByText(/Last used/)).toBeVisible();
    // It was shown once: its beginning is all that is left.
    expect(await page.content()).not.toContain(key);
    await expect(page.getByText(`${key.slice(0, 8)}…`)).toBeVisible();

    await page.getByRole("button", { name: "Revoke My laptop" }).click();
    await page.getByRole("button", { name: "Revoke key" }).click();
    await expect(page.getByText("My laptop")).toHaveCount(0);
    expect((await order()).status()).toBe(401);
    expect(studio.unexpected).toEqual([]);
  });

  test("each example of the API page is copied as it stands", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: metered.origin });
    await page.goto(`${metered.origin}/docs/api`);
    const examples = page.getByRole("main").locator("figure");
    for (const language of ["cURL", "JavaScript", "Python"]) {
      await page.getByText(language, { exact: true }).click();
      const example = examples.first();
      await example.getByRole("button", { name: "Copy" }).click();
      await expect(example.getByRole("button", { name: "Copied" })).toBeVisible();
      expect(await copied(page)).toBe(await example.locator("pre").textContent());
      expect(await copied(page)).toContain(metered.origin);
      await expect(example.getByRole("button", { name: "Copy", exact: true })).toBeVisible();
    }
  });
});
