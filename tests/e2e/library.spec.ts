import type { Page } from "@playwright/test";
import { expectSound } from "#tests/e2e/sound";
import { test as base, expect, Studio } from "#tests/e2e/studio";
import type { AppServer } from "#tests/support/app-server";
import { SEEDED_ACCOUNT } from "#tests/support/seeded-account";
import { startSeededApp } from "#tests/support/seeded-app";

const VIDEOS = 600;
const PHONE = { width: 390, height: 844 };

/** A library of six hundred videos in the production build. Two a prompt, of four subjects in turn. */
const test = base.extend<{ library: Studio }, { seeded: AppServer }>({
  seeded: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const app = await startSeededApp(VIDEOS);
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  library: async ({ page, seeded }, use) => {
    const studio = new Studio(page, seeded.origin);
    await page.goto(`${seeded.origin}/sign-in`);
    await studio.signIn(SEEDED_ACCOUNT.email, SEEDED_ACCOUNT.password);
    await expect(studio.posters.first()).toBeVisible();
    await use(studio);
    expect(studio.unexpected, "errors in the browser's console").toEqual([]);
  },
});

const heightOf = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight);
const tilesOf = (page: Page) => page.locator("[data-tile]");
/** The whole library is known: the page is as long as it will be. */
const whole = (page: Page) => expect.poll(() => heightOf(page)).toBeGreaterThan(20_000);

test("the page has its whole length at once, holds few cards, and nothing moves while it loads", async ({
  library,
}) => {
  const { page } = library;
  await whole(page);
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ("value" in entry) document.documentElement.dataset.shift = String(entry.value);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.reload();
  await whole(page);
  await expect(library.posters.first()).toBeVisible();
  const height = await heightOf(page);

  let most = 0;
  for (let share = 0; share <= 1; share += 0.1) {
    await page.evaluate((top) => window.scrollTo({ top }), height * share);
    await expect
      .poll(() =>
        page.evaluate(() =>
          [...document.querySelectorAll("[data-tile]")].some((tile) => {
            const { top, bottom } = tile.getBoundingClientRect();
            return bottom > 0 && top < window.innerHeight && tile.querySelector("img");
          }),
        ),
      )
      .toBe(true);
    most = Math.max(most, await tilesOf(page).count());
  }
  expect(most).toBeLessThanOrEqual(200);
  expect(await heightOf(page)).toBe(height);
  expect(await page.evaluate(() => document.documentElement.dataset.shift ?? "none")).toBe("none");
});

test("a video opens from deep in the library, and Escape leads back to the very place", async ({ library }) => {
  const { page } = library;
  await whole(page);
  await page.evaluate(() => window.scrollTo({ top: 12_000 }));
  await expect(library.prompt).toBeInViewport();
  const deep = page.locator("[data-tile]", { has: page.getByRole("link", { name: /^Open “/ }) }).nth(8);
  await expect(deep).toBeVisible();
  const name = await deep.getAttribute("data-tile");
  await deep.getByRole("link", { name: /^Open “/ }).click();
  await page.waitForURL(/\/video\//);
  await expect(page.locator("video")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => url.pathname === "/");
  const again = page.locator(`[data-tile="${name}"]`);
  await expect(again).toBeInViewport();
  await expect(again.getByRole("link", { name: /^Open “/ })).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(11_000);
});

test("arrow keys walk the grid from its one tab stop; Enter opens", async ({ library }) => {
  const { page } = library;
  await whole(page);
  const stops = page.locator('[data-tile] a[href^="/video/"][tabindex="0"]:not([aria-hidden])');
  await expect(stops).toHaveCount(1);
  await stops.focus();
  const focused = () => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-tile]")?.dataset.tile);
  const first = await focused();
  await page.keyboard.press("ArrowRight");
  const second = await focused();
  expect(second).not.toBe(first);
  await page.keyboard.press("ArrowDown");
  const below = await focused();
  expect([first, second]).not.toContain(below);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await expect.poll(focused).toBe(first);

  await page.keyboard.press("End");
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches('a[href^="/video/"]'))).toBe(true);
  await expect(page.locator("[data-tile]:focus-within")).toBeInViewport();
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(20_000);
  const href = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${href}`);
});

test("search finds as it is typed, filters are the address, and both survive a reload", async ({ library }) => {
  const { page } = library;
  const search = page.getByRole("textbox", { name: "Search prompts" });
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("lighthose cliff");
  await expect(page).toHaveURL(/\?q=lighthose(\+|%20)cliff$/);
  await expect(page.getByText("75 prompts found")).toBeVisible();
  await expect(library.posters.first()).toHaveAccessibleName(/lighthouse on a cliff/);

  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await page.getByRole("checkbox", { name: "16:9" }).check();
  await expect(page).toHaveURL(/ratio=16:9/);
  await expect(page.getByText("75 prompts found")).toHaveCount(0);
  await page.getByRole("button", { name: "Done" }).click();
  const found = await page.getByText(/prompts? found/).innerText();
  await page.reload();
  await expect(page.getByText(found)).toBeVisible();
  await expect(search).toHaveValue("lighthose cliff");
  await page.getByRole("button", { name: "Remove filter: 16:9" }).click();
  await expect(page.getByText("75 prompts found")).toBeVisible();

  await search.fill("狐狸");
  await expect(library.posters.first()).toHaveAccessibleName(/狐狸/);
  await search.fill("nothing like it");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL((url) => url.search === "");
  await expect(search).toHaveValue("");
  await whole(page);
});

test("an address with a search may be slow: what the server drew and what the browser draws are one", async ({
  library,
}) => {
  const { page, origin } = library;
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/generations/index?*", async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest("**/api/generations/index?*");
  await page.goto(`${origin}/?q=neon`);
  await asked;
  await expect(page.getByRole("button", { name: "Clear the search" })).toBeVisible();
  await expect(page.locator("search svg.animate-spin")).toBeVisible();
  answer();
  // An error of drawing twice would be in the console, which every test reads.
  await expect(page.getByText("75 prompts found")).toBeVisible();
});

test("a search that can't be made says so, and is made by one press", async ({ library }) => {
  const { page, origin } = library;
  await page.route("**/api/generations/index?*", (route) => route.fulfill({ status: 500, json: {} }));
  await page.goto(`${origin}/?q=neon`);
  await expect(page.getByRole("alert").filter({ hasText: "The videos could not be loaded." })).toBeVisible();
  await expect(page.getByText("Searching…")).toHaveCount(0);
  library.unexpected.length = 0;
  await page.unroute("**/api/generations/index?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("75 prompts found")).toBeVisible();
});

test("a search that was named comes back with one press, and its removal can be undone", async ({ library }) => {
  const { page, origin } = library;
  await page.goto(`${origin}/?q=neon&ratio=1:1`);
  await expect(page.getByText(/prompts? found/)).toBeVisible();
  await page.getByRole("button", { name: "Filters, 1 on" }).click();
  await page.getByRole("textbox", { name: "Name of this search" }).fill("Neon squares");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const saved = page.getByRole("button", { name: "Neon squares", exact: true });
  await expect(saved).toHaveAttribute("aria-pressed", "true");

  await page.goto(origin);
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await saved.click();
  await expect(page).toHaveURL(/q=neon/);
  await expect(page).toHaveURL(/ratio=1:1/);
  await page.getByRole("button", { name: "Remove saved search: Neon squares" }).click();
  await expect(saved).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(saved).toBeVisible();
});

test("size and arrangement change at once, keep the place, and are there after a reload", async ({ library }) => {
  const { page } = library;
  await whole(page);
  const height = await heightOf(page);
  const days = page.locator("main h2");
  await expect(days.first()).toBeVisible();
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await page.getByRole("radio", { name: "Small" }).check();
  await expect.poll(() => heightOf(page)).toBeLessThan(height * 0.75);
  await page.getByRole("radio", { name: "Grid" }).check();
  await expect(days).toHaveCount(0);
  await page.reload();
  await expect(library.posters.first()).toBeVisible();
  await expect(days).toHaveCount(0);
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await expect(page.getByRole("radio", { name: "Small" })).toBeChecked();
});

test("one video plays at a time, only while somebody points at it", async ({ library }) => {
  const { page } = library;
  await expect(page.locator("[data-tile] video")).toHaveCount(0);
  await library.posters.nth(0).hover();
  await expect(tilesOf(page).nth(0).locator("video")).toHaveCount(1);
  await library.posters.nth(1).hover();
  await expect(tilesOf(page).nth(1).locator("video")).toHaveCount(1);
  await expect(page.locator("[data-tile] video")).toHaveCount(1);
  await page.mouse.move(700, 5);
  await expect(page.locator("[data-tile] video")).toHaveCount(0);

  // Where somebody wants less motion nothing plays by itself, and nothing shimmers or slides.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const stops = tilesOf(page).nth(0);
  await stops.hover();
  await expect(stops.getByRole("checkbox")).toBeVisible();
  await page.waitForTimeout(400);
  await expect(page.locator("[data-tile] video")).toHaveCount(0);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test("on a phone: search, filter, and back to everything", async ({ library }) => {
  const { page } = library;
  await page.setViewportSize(PHONE);
  await page.reload();
  await whole(page);
  await page.getByRole("textbox", { name: "Search prompts" }).fill("neon");
  await expect(page.getByText("75 prompts found")).toBeVisible();
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await expect(page.getByRole("checkbox", { name: "9:16" })).toBeVisible();
  await expectSound(page, "the filters on a phone");
  await page.getByRole("checkbox", { name: "9:16" }).check();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Remove filter: 9:16" })).toBeVisible();
  await expectSound(page, "what was found, on a phone");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await whole(page);
});
