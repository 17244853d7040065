import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { startApp } from "#tests/support/app-server";
import { startSeverableDatabase } from "#tests/support/severable-database";

test("a page whose database is gone says so in one's own language and theme, and comes once it is back", async ({
  page,
}) => {
  const database = await startSeverableDatabase();
  const app = await startApp({ DATABASE_URL: database.url });
  try {
    await page.addInitScript(() => localStorage.setItem("theme", "light"));
    const studio = new Studio(page, app.origin);
    await studio.signUp(newEmail("patient"));

    database.sever();
    await page.getByRole("link", { name: "Usage", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Something went wrong" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    database.restore();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { name: "Usage" })).toBeVisible();

    // Now with all that stands around it.
    database.sever();
    await page.context().addCookies([{ name: "locale", value: "zh-CN", url: app.origin }]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect((await page.reload())?.status()).toBe(500);
    await expect(page.getByRole("heading", { name: "出错了" })).toBeVisible();
    await expect(page.locator("html")).toHaveClass(/light/);
    await expectSound(page, "a page that failed");
    database.restore();
    await page.getByRole("button", { name: "重试" }).click();
    await expect(page.getByRole("heading", { name: "用量" })).toBeVisible();
  } finally {
    await app.stop();
    await database.stop();
  }
});
