import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectSound } from "#tests/e2e/sound";
import { test as base, expect, Studio } from "#tests/e2e/studio";
import type { AppServer } from "#tests/support/app-server";
import { SEEDED_ACCOUNT } from "#tests/support/seeded-account";
import { startSeededApp } from "#tests/support/seeded-app";
import { unzip } from "#tests/support/unzip";

const VIDEOS = 400;
const PHONE = { width: 390, height: 844 };

/** A library of four hundred videos in the production build. Two a prompt, of four subjects in turn. */
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
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(10_000);
    await use(studio);
    expect(studio.unexpected, "errors in the browser's console").toEqual([]);
  },
});

const tile = (page: Page, place: number) => page.locator("[data-tile]").nth(place);
const check = (page: Page, place: number) => tile(page, place).getByRole("checkbox");
const bar = (page: Page) => page.getByRole("region", { name: "Selection" });
const tool = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true });
const selected = (page: Page, count: number) =>
  expect(bar(page).getByText(/selected/)).toContainText(`${count} selected`);
const toast = (page: Page) => page.getByRole("region", { name: "Messages" });
/** Puts the keyboard on the first tile; keys count once the grid listens. */
async function enterGrid(page: Page): Promise<void> {
  await page.locator('[data-tile] a[href^="/video/"][tabindex="0"]').focus();
  await page.keyboard.press("Home");
  await expect(check(page, 0)).toBeAttached();
}

test("tiles are selected by check, Ctrl, Shift, keys and all at once, and Escape lets go", async ({ library }) => {
  const { page } = library;
  await tile(page, 0).hover();
  await check(page, 0).click();
  await selected(page, 1);
  await expect(check(page, 0)).toBeChecked();
  await tile(page, 4).click({ modifiers: ["Shift"] });
  await selected(page, 5);
  await tile(page, 2).click({ modifiers: ["ControlOrMeta"] });
  await selected(page, 4);
  await tile(page, 7).click();
  await selected(page, 5);
  expect(new URL(page.url()).pathname).toBe("/");
  await expectSound(page, "the gallery with a selection");

  await page.keyboard.press("Escape");
  await expect(bar(page)).toHaveCount(0);
  await enterGrid(page);
  await page.keyboard.press("x");
  await selected(page, 1);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await selected(page, 3);
  await page.keyboard.press("Shift+ArrowLeft");
  await selected(page, 2);
  await page.keyboard.press("Shift+End");
  await selected(page, VIDEOS);
  await expect(bar(page).getByText("400 MB")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("ControlOrMeta+a");
  await selected(page, VIDEOS);
  await page.keyboard.press("Escape");
  const search = page.getByRole("textbox", { name: "Search prompts" });
  await search.fill("neon");
  await expect(page.getByText("50 prompts found")).toBeVisible();
  await tile(page, 0).click({ modifiers: ["ControlOrMeta"] });
  await page.keyboard.press("ControlOrMeta+a");
  await selected(page, 100);
  await search.fill("");
  await expect(bar(page)).toHaveCount(0);
});

test("favourites, stars and tags show at once, filter the library, and can be undone", async ({ library }) => {
  const { page, origin } = library;
  await tile(page, 0).hover();
  await tile(page, 0)
    .getByRole("button", { name: /^Favourite/ })
    .click();
  await expect(library.posters.first()).toHaveAccessibleName(/, favourite$/);
  await enterGrid(page);
  await page.keyboard.press("4");
  await expect(library.posters.first()).toHaveAccessibleName(/, favourite, 4 stars$/);

  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowRight");
  await tool(page, "Tags").click();
  await page.getByRole("combobox", { name: "Add a tag" }).fill("Harbour, night");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("#Harbour, night added to 2 videos.");
  await tool(page, "Rating").click();
  await page.getByRole("button", { name: "5 stars" }).click();
  await expect(toast(page)).toContainText("5 stars on 2 videos.");
  await toast(page).getByRole("button", { name: "Undo" }).last().click();
  await expect(library.posters.first()).toHaveAccessibleName(/, favourite, 4 stars$/);
  await expect(library.posters.nth(1)).not.toHaveAccessibleName(/stars/);

  await page.goto(`${origin}/?star=true&rating=4`);
  await expect(page.getByText("1 prompt found")).toBeVisible();
  await page.getByRole("button", { name: /^Filters/ }).click();
  await page.getByRole("checkbox", { name: "#Harbour, night" }).check();
  await expect(page).toHaveURL(/tag=/);
  await expect(page.getByRole("button", { name: "Remove filter: 4 stars or more" })).toBeVisible();
  await expectSound(page, "filters with tags");
  await page.getByRole("button", { name: "Done" }).click();
  await enterGrid(page);
  await page.keyboard.press("f");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await expect(library.posters).toHaveCount(1);
});

test("a mark that the server refuses goes back, with a sentence", async ({ library }) => {
  const { page } = library;
  await enterGrid(page);
  await page.route("**/", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  const before = await library.posters.nth(5).getAttribute("aria-label");
  await tile(page, 5).hover();
  await tile(page, 5)
    .getByRole("button", { name: /^Favourite/ })
    .click();
  await expect(toast(page)).toContainText("The server can’t be reached.");
  await expect(library.posters.nth(5)).toHaveAttribute("aria-label", before ?? "");
  library.unexpected.length = 0;
});

test("collections: made from a selection, shown with their covers, renamed, emptied, deleted, restored", async ({
  library,
}) => {
  const { page, origin } = library;
  await enterGrid(page);
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await tool(page, "Add to collection").click();
  await page.getByRole("textbox", { name: "New collection" }).fill("Night sky");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("3 videos added to Night sky.");

  await page.goto(`${origin}/collections`);
  const card = page.getByRole("listitem").filter({ hasText: "Night sky" });
  await expect(card.locator("img")).toHaveCount(3);
  await expectSound(page, "the collections");
  await card.getByRole("button", { name: "Rename Night sky" }).click();
  await page.getByRole("textbox", { name: "Name of the collection" }).fill("Night");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /^Night 3 videos/ }).click();
  await expect(page).toHaveURL(/\?collection=/);
  await expect(page.getByRole("heading", { name: "Night" })).toBeVisible();
  await expect(library.posters).toHaveCount(3);

  await enterGrid(page);
  await page.keyboard.press("x");
  await tool(page, "Remove from Night").click();
  await expect(library.posters).toHaveCount(2);
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await expect(library.posters).toHaveCount(3);
  await expectSound(page, "a collection");

  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL((url) => url.search === "");
  await toast(page).getByRole("button", { name: "Undo" }).last().click();
  await page.goto(`${origin}/collections`);
  await expect(page.getByRole("link", { name: /^Night 3 videos/ })).toBeVisible();

  await page.getByRole("button", { name: "Share “Night”" }).click();
  const dialog = page.getByRole("dialog", { name: "Share this collection" });
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = dialog.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/\/s\/[\w-]{32}$/);
  await expectSound(page, "the share dialog of a collection");
  const shared = await (await page.request.get(await link.inputValue())).text();
  expect(shared).toContain("Night");
  // What strangers get has the words of its own page, and none of the studio's.
  expect(shared).toContain("3 videos");
  for (const words of ["Move to trash", "Describe a video"]) expect(shared, words).not.toContain(words);
  await page.keyboard.press("Escape");

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("night");
  await page.getByRole("dialog", { name: "Commands" }).getByRole("option", { name: "Night", exact: true }).click();
  await expect(page).toHaveURL(/\?collection=/);
  await expect(library.posters).toHaveCount(3);
});

test("a message waits for whoever is at it, and leaves the keyboard where it was", async ({ library }) => {
  const { page, origin } = library;
  await page.clock.install();
  await page.goto(origin);
  await enterGrid(page);
  await page.keyboard.press("f");
  const undo = toast(page).getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  await library.prompt.focus();
  await undo.focus();
  await page.clock.runFor(20_000);
  await expect(undo).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(undo).toHaveCount(0);
  await expect(library.prompt).toBeFocused();

  await enterGrid(page);
  await page.keyboard.press("f");
  await expect(undo).toBeVisible();
  await page.clock.runFor(20_000);
  await expect(undo).toHaveCount(0);
  await page.keyboard.press("f");
});

test("the trash: undone at once, restored later, erased for good", async ({ library }) => {
  const { page, origin } = library;
  const nameOf = (place: number) => tile(page, place).getAttribute("data-tile");
  const [first, third] = [await nameOf(0), await nameOf(2)];
  await enterGrid(page);
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowRight");
  await tool(page, "Move to trash").click();
  await expect(toast(page)).toContainText("2 moved to the trash.");
  await expect.poll(() => nameOf(0)).toBe(third);
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => nameOf(0)).toBe(first);

  await tile(page, 0).click({ modifiers: ["ControlOrMeta"] });
  await tile(page, 3).click({ modifiers: ["ControlOrMeta"] });
  await selected(page, 2);
  await page.keyboard.press("Delete");
  await expect(toast(page)).toContainText("2 moved to the trash.");
  await page.goto(`${origin}/trash`);
  await expect(page.getByText("30 days left")).toHaveCount(2);
  await expectSound(page, "the trash");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("30 days left")).toHaveCount(1);
  await page.getByRole("button", { name: "Empty trash" }).click();
  const dialog = page.getByRole("dialog");
  await expectSound(page, "the question before erasing");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Empty trash" }).click();
  await dialog.getByRole("button", { name: "Empty trash" }).click();
  await expect(page.getByText(/^The trash is empty/)).toBeVisible();
});

test("a ZIP of the selection is whole, with a sidecar for each video, named as its owner wants", async ({
  library,
}) => {
  const { page, origin } = library;
  await page.goto(`${origin}/settings`);
  const template = page.getByRole("textbox", { name: "Template" });
  await template.fill("{nonsense}");
  await expect(page.getByText("can’t be filled in")).toBeVisible();
  await template.fill("reel {n} ");
  await page.getByRole("button", { name: "Insert ratio" }).click();
  await expect(page.getByText("reel 1 16x9.mp4")).toBeVisible();
  await page.getByRole("button", { name: "Save names" }).click();
  await expect(toast(page)).toContainText("Saved");

  await page.goto(`${origin}/?ratio=16:9`);
  await expect(library.posters.first()).toBeVisible();
  await enterGrid(page);
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  const [download] = await Promise.all([page.waitForEvent("download"), tool(page, "Download as ZIP").click()]);
  expect(download.suggestedFilename()).toMatch(/^reelkeep-.*-3\.zip$/);
  const files = unzip(await readFile(await download.path()));
  expect([...files.keys()]).toEqual([
    "reel 1 16x9.mp4",
    "reel 1 16x9.json",
    "reel 2 16x9.mp4",
    "reel 2 16x9.json",
    "reel 1 16x9 (2).mp4",
    "reel 1 16x9 (2).json",
    "contents.json",
  ]);
  expect(JSON.parse(files.get("contents.json")?.toString() ?? "")).toMatchObject({ videos: 3, missing: [] });
});

test("a video's own page marks it, by buttons and keys", async ({ library }) => {
  const { page } = library;
  await library.posters.nth(6).click();
  await page.waitForURL(/\/video\//);
  const marks = page.getByRole("region", { name: "Organise" });
  await expect(marks).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("3");
    await expect(marks.getByRole("button", { name: "3 stars" })).toHaveAttribute("aria-pressed", "true", {
      timeout: 1_000,
    });
  }).toPass();
  await page.keyboard.press("s");
  await expect(marks.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");
  await marks.getByRole("combobox", { name: "Add a tag" }).fill("#best");
  await page.keyboard.press("Enter");
  await expect(marks.getByText("#best")).toBeVisible();
  await expectSound(page, "a video with its marks");
  await page.reload();
  await expect(marks.getByText("#best")).toBeVisible();
  await expect(marks.getByRole("button", { name: "3 stars" })).toHaveAttribute("aria-pressed", "true");
  await marks.getByRole("button", { name: "Add to collection" }).click();
  await marks.getByRole("textbox", { name: "New collection" }).fill("Calm");
  await page.keyboard.press("Enter");
  const calm = marks.getByRole("list", { name: "Collections" }).getByRole("link", { name: "Calm" });
  await expect(calm).toHaveAttribute("href", /\?collection=/);
  await expectSound(page, "a video in a collection");
  await marks.getByRole("button", { name: "Remove from Calm" }).click();
  await expect(calm).toHaveCount(0);
  await marks.getByRole("button", { name: "Remove tag best" }).click();
  await expect(marks.getByText("#best")).toHaveCount(0);
  await marks.getByRole("button", { name: "Move to trash" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await toast(page).getByRole("button", { name: "Undo" }).last().click();
  await expect(toast(page)).toContainText("Back in the library.");
});

test("tags are renamed, become one, and are taken from all, with undo", async ({ library }) => {
  const { page, origin } = library;
  for (const [place, name] of [
    [8, "sea"],
    [9, "ocean"],
  ] as const) {
    await tile(page, place).hover();
    await tile(page, place)
      .getByRole("button", { name: /^More for/ })
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Add a tag" }).fill(name);
    await page.keyboard.press("Enter");
    await expect(dialog.getByText(`#${name}`, { exact: true })).toBeVisible();
    if (name === "sea") await expectSound(page, "what can be done with one video");
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(tile(page, place).getByRole("button", { name: /^More for/ })).toBeFocused();
  }
  await page.goto(`${origin}/collections`);
  await page.getByRole("button", { name: "Rename sea" }).click();
  await page.getByRole("textbox", { name: "Name of the tag" }).fill("Ocean");
  await page.getByRole("button", { name: "Merge into #ocean" }).click();
  await expect(page.getByRole("link", { name: "#ocean 2 videos" })).toBeVisible();
  await page.getByRole("button", { name: "Delete ocean" }).click();
  await expect(page.getByRole("link", { name: /#ocean/ })).toHaveCount(0);
  await toast(page).getByRole("button", { name: "Undo" }).last().click();
  await page.getByRole("link", { name: "#ocean 2 videos" }).click();
  await expect(page.getByText(/^\d prompts? found$/)).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test("a long press selects, taps add to it, and the bar below acts", async ({ library }) => {
    const { page } = library;
    const box = await tile(page, 0).boundingBox();
    if (!box) throw new Error("The first tile has no place");
    const client = await page.context().newCDPSession(page);
    const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const touch = (type: "touchStart" | "touchEnd" | "touchCancel") =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchStart" ? [point] : [] });
    // A press before the page has come alive says nothing to it.
    await expect(async () => {
      await touch("touchStart");
      const isSelected = await bar(page)
        .getByText(/selected/)
        .waitFor({ timeout: 3_000 })
        .then(() => true)
        .catch(() => false);
      await touch(isSelected ? "touchEnd" : "touchCancel");
      expect(isSelected).toBe(true);
    }).toPass();
    await selected(page, 1);
    await tile(page, 1).tap();
    await selected(page, 2);
    await expectSound(page, "a selection on a phone");
    for (const name of ["Favourite", "Move to trash"]) {
      const { height = 0, width = 0 } = (await tool(page, name).boundingBox()) ?? {};
      expect(Math.min(height, width)).toBeGreaterThanOrEqual(40);
    }
    await tool(page, "Rating").tap();
    await page.getByRole("button", { name: "2 stars" }).tap();
    await expect(library.posters.nth(1)).toHaveAccessibleName(/2 stars/);
    await tool(page, "Clear the selection").tap();
    await expect(bar(page)).toHaveCount(0);
  });
});
