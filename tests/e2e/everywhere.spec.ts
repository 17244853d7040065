import type { BrowserContext, Page } from "@playwright/test";
import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { startApp } from "#tests/support/app-server";

const PHONE = { width: 390, height: 844 };

/** Opens the palette by its keys; what is not loaded yet takes more than one try. */
async function openPalette(page: Page) {
  const palette = page.getByRole("dialog", { name: /^(Commands|命令)$/ });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(palette.getByRole("combobox")).toBeFocused();
  return palette;
}

async function look(page: Page, context: BrowserContext, origin: string, theme: string, locale: string) {
  await context.addCookies([{ name: "locale", value: locale, url: origin }]);
  await page.evaluate((value) => localStorage.setItem("theme", value), theme);
  await page.reload();
}

test("the palette leads to pages, prompts, searches and actions by keys alone", async ({ studio, context }) => {
  const { page, origin } = studio;
  await studio.signUp(newEmail("palette"));
  await studio.send("a copper kettle by the window");
  await expect(studio.posters).toHaveCount(2, { timeout: 60_000 });

  const palette = await openPalette(page);
  await expectSound(page, "the palette, dark, en");
  await page.keyboard.type("queue");
  await expect(palette.getByRole("option", { name: "Queue", exact: true })).toBeVisible();
  await expect(palette.getByRole("option", { name: "Usage", exact: true })).toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);

  await openPalette(page);
  await page.keyboard.type("copper kett");
  const result = palette.getByRole("option", { name: /a copper kettle/ });
  await expect(result).toBeVisible();
  await result.click();
  await page.waitForURL(/\/video\//);

  await openPalette(page);
  await page.keyboard.type("theme: light");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveCSS("color-scheme", "light");
  await openPalette(page);
  await page.keyboard.type("write a prompt");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/");
  await expect(studio.prompt).toBeFocused();
  await openPalette(page);
  await page.keyboard.type("pause");
  await expect(palette.getByRole("option", { name: "Pause Preview engine" })).toBeVisible();
  await page.keyboard.press("Escape");
  await openPalette(page);
  await page.keyboard.type("简体中文");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");

  await page.setViewportSize(PHONE);
  await openPalette(page);
  await expectSound(page, "the palette, light, zh-CN, on a phone");
  await page.keyboard.press("Escape");
  await look(page, context, origin, "dark", "en");
  // Without a keyboard: from the account menu.
  await page
    .getByRole("button", { name: /^Account/ })
    .filter({ visible: true })
    .click();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectSound(page, "the list of shortcuts, dark, en, on a phone");
});

test("a question mark lists the shortcuts, but not where somebody types", async ({ studio, context }) => {
  const { page, origin } = studio;
  await studio.signUp(newEmail("shortcuts"));
  await openPalette(page);
  await page.keyboard.press("Escape");
  await studio.prompt.fill("what is this");
  await studio.prompt.press("?");
  await expect(studio.prompt).toHaveValue("what is this?");
  await studio.prompt.blur();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toContainText("Search prompts");
  await expect(list).toContainText("One frame back");
  await page.keyboard.press("Escape");
  await look(page, context, origin, "light", "zh-CN");
  await openPalette(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "键盘快捷键" })).toBeVisible();
  await expectSound(page, "the list of shortcuts, light, zh-CN");
});

test("the end of a batch is a toast, and a notification where nobody looks", async ({ studio, context }) => {
  const { page, origin } = studio;
  await page.addInitScript(() => {
    const shown: string[] = [];
    Object.assign(window, { shown });
    class Told extends EventTarget {
      static permission = "default";
      static requestPermission = async () => {
        Told.permission = "granted";
        return "granted";
      };
      onclick = null;
      constructor(_: string, options: { body: string }) {
        super();
        shown.push(options.body);
      }
      close() {}
    }
    Object.assign(window, { Notification: Told });
    // A worker of its own would show it where the test can't see.
    Object.defineProperty(navigator, "serviceWorker", { value: undefined });
  });
  await studio.signUp(newEmail("batches"));
  expect(await context.cookies()).not.toHaveLength(0);
  await page.getByLabel("How many").filter({ visible: true }).selectOption("2");
  await studio.send("two tin robots");
  await page.getByRole("link", { name: "Queue", exact: true }).filter({ visible: true }).click();
  await page.waitForURL(/queue/);
  await page.getByRole("button", { name: "Notify me when a batch ends" }).click();
  await expect(page.getByText("You are notified when a batch ends")).toBeVisible();
  await page.evaluate(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));
  const toast = page.getByRole("region", { name: "Messages" }).getByText("2 of 2 ready");
  await expect(toast).toBeVisible({ timeout: 90_000 });
  expect(await page.evaluate(() => "shown" in window && window.shown)).toEqual(["2 of 2 ready"]);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.waitForURL(`${origin}/`);
  await expect(studio.posters).toHaveCount(4);
});

test("it can be installed, and says so itself when its server is gone", async ({ page, context }) => {
  const app = await startApp();
  const studio = new Studio(page, app.origin);
  await studio.signUp(newEmail("offline"));
  const browser = await context.newCDPSession(page);
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  // A context of Playwright is an incognito window, which installs nothing.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  const manifest = await (await page.request.get(`${app.origin}/manifest.webmanifest`)).json();
  expect(manifest).toMatchObject({ id: "/", scope: "/", start_url: "/", display: "standalone" });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await expectSound(page, "the library while offline");
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toHaveCount(0);

  await page.reload();
  await app.stop();
  await page.setViewportSize(PHONE);
  await page.reload();
  await expect(page.getByRole("heading", { name: "The server can’t be reached" })).toBeVisible();
  await expectSound(page, "the page without a server");
  const kept = await page.evaluate(async () => (await caches.keys()).length).catch(() => 0);
  expect(kept).toBe(0);
});
