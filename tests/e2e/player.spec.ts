import type { Page } from "@playwright/test";
import { expectSound } from "#tests/e2e/sound";
import { test as base, expect, Studio } from "#tests/e2e/studio";
import type { AppServer } from "#tests/support/app-server";
import { SEEDED_ACCOUNT } from "#tests/support/seeded-account";
import { startSeededApp } from "#tests/support/seeded-app";

const PHONE = { width: 390, height: 844 };

/** A small library in the production build: twelve videos, two a prompt. */
const test = base.extend<{ library: Studio }, { seeded: AppServer }>({
  seeded: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const app = await startSeededApp(12);
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

const timeOf = (page: Page) => page.locator("video").evaluate((video: HTMLVideoElement) => video.currentTime);
/** A way to a neighbour: there once it is known who that is, and only then its key leads anywhere. */
const wayTo = (page: Page, name: "Previous video" | "Next video") => page.getByRole("link", { name, exact: true });
const control = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Changes the theme as another tab would. */
const wear = (page: Page, theme: "dark" | "light") =>
  page.evaluate((newValue) => {
    window.dispatchEvent(new StorageEvent("storage", { key: "theme", newValue, storageArea: localStorage }));
  }, theme);

/** Opens the nth video from the gallery and waits until the player is alive and has its data. */
async function open({ page, posters }: Studio, place: number): Promise<void> {
  await posters.nth(place).click();
  await page.waitForURL(/\/video\//);
  // The server can't know whether there is such a window: once it is offered, the player listens to keys.
  await expect(control(page, "Picture in picture")).toBeVisible();
  await expect
    .poll(() => page.locator("video").evaluate((video: HTMLVideoElement) => video.readyState))
    .toBeGreaterThan(1);
}

test("plays, steps frame by frame, loops and changes speed, by keys and by buttons", async ({ library }) => {
  const { page } = library;
  await open(library, 2);
  const position = page.getByRole("slider", { name: "Position" });
  await page.keyboard.press("k");
  await expect(control(page, "Pause")).toBeVisible();
  await expect.poll(() => timeOf(page)).toBeGreaterThan(0.1);
  await page.keyboard.press("k");
  await expect(control(page, "Play")).toBeVisible();

  await page.keyboard.press("0");
  await expect(position).toHaveValue("0");
  await page.keyboard.press(".");
  await page.keyboard.press(".");
  await expect(position).toHaveValue("2");
  await expect.poll(() => timeOf(page)).toBeGreaterThan(2 / 24);
  expect(await timeOf(page)).toBeLessThan(3 / 24);
  await page.keyboard.press(",");
  await expect(position).toHaveValue("1");
  await control(page, "Next frame").click();
  await expect(position).toHaveValue("2");
  await control(page, "Previous frame").click();
  await expect(position).toHaveValue("1");

  const video = page.locator("video");
  await page.keyboard.press("Shift+Period");
  await expect(page.getByLabel("Speed")).toHaveValue("1.25");
  await page.getByLabel("Speed").selectOption("0.25");
  expect(await video.evaluate((element: HTMLVideoElement) => element.playbackRate)).toBe(0.25);
  await expect(control(page, "Loop")).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("heading", { name: "Prompt" }).click();
  await page.keyboard.press("r");
  await expect(control(page, "Loop")).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("m");
  await expect(control(page, "Unmute")).toBeVisible();
  expect(await video.evaluate((element: HTMLVideoElement) => [element.loop, element.muted])).toEqual([false, true]);
});

test("fills the screen, floats beside other work, and its keys can be turned off", async ({ library }) => {
  const { page } = library;
  await open(library, 0);
  await page.keyboard.press("f");
  await expect(control(page, "Leave fullscreen")).toBeVisible();
  await expect(control(page, "Play")).toBeInViewport();
  await page.keyboard.press("f");
  await expect(control(page, "Fullscreen")).toBeVisible();

  // A browser without a screen has no window to float: what it is asked is what counts.
  await page.evaluate(() => {
    HTMLVideoElement.prototype.requestPictureInPicture = function ask() {
      document.title = "asked";
      return Promise.reject(new DOMException("no window", "NotAllowedError"));
    };
  });
  await page.keyboard.press("p");
  await expect(page).toHaveTitle("asked");

  await control(page, "Keys of the player").click();
  await expect(page.getByRole("dialog", { name: "Keys of the player" })).toBeVisible();
  await page.getByLabel("Single keys control the player").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("k");
  await page.keyboard.press("f");
  await expect(control(page, "Play")).toBeVisible();
  await expect(control(page, "Fullscreen")).toBeVisible();
});

test("tells all facts, and leads to neighbours and back", async ({ library }) => {
  const { page } = library;
  await open(library, 3);
  const facts = page.getByLabel("Details");
  for (const fact of ["Mode", "Ratio", "Resolution", "Duration", "Size", "Created", "Finished", "Credits", "File name"])
    await expect(facts.getByText(fact, { exact: true })).toBeVisible();
  await expect(facts.getByRole("button", { name: "Copy SHA-256" })).toBeVisible();
  const first = page.url();
  await expect(wayTo(page, "Next video")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((url) => url.href !== first);
  await expect(control(page, "Play")).toBeVisible();
  await expect(wayTo(page, "Previous video")).toHaveAttribute("href", new URL(first).pathname);
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(first);
  // On the line of time, arrow keys move through the video.
  await page.getByRole("slider", { name: "Position" }).press("ArrowRight");
  await expect(page.getByRole("slider", { name: "Position" })).toHaveValue("1");
  expect(page.url()).toBe(first);
});

test("neighbours stand in the order that the gallery showed", async ({ library }) => {
  const { page } = library;
  await page.goto(`${library.origin}/?sort=oldest`);
  await expect(
    page
      .locator("[data-tile]")
      .first()
      .getByRole("link", { name: /take 5”/ }),
  ).toBeVisible();
  await open(library, 0);
  const words = page.getByLabel("Details").locator("section p").first();
  await expect(words).toContainText("take 5");
  const first = page.url();
  await expect(wayTo(page, "Next video")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((url) => url.href !== first);
  await expect(words).toContainText("take 5");
  const second = page.url();
  await expect(wayTo(page, "Previous video")).toHaveAttribute("href", new URL(first).pathname);
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((url) => url.href !== second);
  await expect(words).toContainText("take 4");
  await page.keyboard.press("Escape");
  await page.waitForURL(/\?sort=oldest/);
});

test("uses the words alone, everything, or everything as a remix", async ({ library }) => {
  const { page } = library;
  await library.pickRatio("9:16");
  await open(library, 0);
  const words = await page.getByLabel("Details").locator("section p").first().innerText();
  const ratio = await page
    .locator("dt", { hasText: /^Ratio$/ })
    .locator("+ dd")
    .innerText();
  expect(ratio).not.toBe("9:16");
  await page.getByRole("button", { name: "Use prompt" }).click();
  await expect(library.prompt).toHaveValue(words);
  await expect(page.getByRole("radio", { name: /^9:16/ })).toBeChecked();
  await expect(page.getByText("Remix of an earlier video")).toBeHidden();

  await page.goBack();
  await page.getByRole("button", { name: "Use everything" }).click();
  await expect(page.getByRole("radio", { name: new RegExp(`^${ratio}`) })).toBeChecked();
  await expect(page.getByText("Remix of an earlier video")).toBeHidden();

  await page.goBack();
  await page.getByRole("button", { name: "Remix" }).click();
  await expect(library.prompt).toHaveValue(words);
  await expect(page.getByText("Remix of an earlier video")).toBeVisible();
});

test("goes on from the last frame, shows the family with its costs, and stitches the chain", async ({ library }) => {
  test.setTimeout(150_000);
  const { page } = library;
  await open(library, 0);
  const first = page.url();
  await page.getByRole("button", { name: "Continue from the last frame" }).click();
  await expect(page.getByText("Goes on where a video stops")).toBeVisible();
  await expect(library.generate).toContainText(/free/i);
  await library.prompt.fill("and it sails on");
  await library.prompt.press("Control+Enter");
  await expect(library.prompt).toHaveValue("");
  const made = page.getByRole("link", { name: /^Open “and it sails on/ }).first();
  await expect(made).toBeVisible({ timeout: 90_000 });
  await made.click();
  await page.waitForURL((url) => url.pathname.startsWith("/video/") && url.href !== first);

  const tree = page.getByRole("tree", { name: "Family tree" });
  const branches = tree.getByRole("treeitem");
  await expect(branches).toHaveCount(2);
  await expect(branches.nth(1)).toContainText("Goes on");
  await expect(branches.nth(1)).toHaveAttribute("aria-selected", "true");
  await branches.nth(1).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(branches.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(branches.nth(1)).toBeFocused();
  for (const theme of ["dark", "light"] as const) {
    await wear(page, theme);
    await expectSound(page, `a video with a family, ${theme}`);
  }

  await page.getByRole("button", { name: "Stitch 2 clips" }).click();
  await expect(page.getByText("Stitched from 2 clips of your library")).toBeVisible();
  await expect(control(page, "Play")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByLabel("Details").getByText("Free, stitched here")).toBeVisible();
  const lengths = await page.locator("video").evaluate(async (video: HTMLVideoElement) => {
    if (video.readyState === 0) await new Promise((resolve) => video.addEventListener("loadedmetadata", resolve));
    return video.duration;
  });
  expect(lengths).toBeGreaterThan(1.2);
  await expect(page.getByRole("treeitem")).toHaveCount(3);
  await page.goto(`${page.url()}/lineage`);
  await expect(page.getByRole("heading", { name: "Family of a video" })).toBeVisible();
  await expect(branches).toHaveCount(3);
  await expect(page.getByRole("main").getByText("Nothing was spent")).toBeVisible();
  await expectSound(page, "a whole family");
  await page.getByRole("link", { name: "Back to the video" }).click();
  await page.getByRole("treeitem").first().press("Enter");
  await page.waitForURL(first);
  await page.goto(library.origin);
  await expect(library.posters.first()).toHaveAccessibleName(/, stitched from 2 clips/);
});

test("takes the frame that is shown to the prompt bar", async ({ library }) => {
  const { page } = library;
  await open(library, 4);
  await page.keyboard.press(".");
  await control(page, "Use this frame").click();
  await expect(page.getByText("Goes on where a video stops")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("Goes on where a video stops")).toBeHidden();
});

test("plays up to four videos by one clock, and says how they differ", async ({ library }) => {
  const { page } = library;
  await open(library, 3);
  await page.getByRole("button", { name: "Compare with…" }).click();
  const picker = page.getByRole("dialog", { name: "Compare with…" });
  await expect(picker.getByRole("group", { name: "Other takes" })).toBeVisible();
  await expectSound(page, "the choice of videos to compare");
  await picker.getByRole("group", { name: "Other takes" }).getByRole("checkbox").first().check();
  await picker.getByRole("group", { name: "Made lately" }).getByRole("checkbox").nth(2).check();
  await picker.getByRole("button", { name: "Compare 3" }).click();
  await page.waitForURL(/\/compare\?ids=/);
  const videos = page.locator("video");
  await expect(videos).toHaveCount(3);
  await expect(page.locator("mark").first()).toBeVisible();
  const times = () => videos.evaluateAll((all: HTMLVideoElement[]) => all.map(({ currentTime }) => currentTime));
  const spread = async () => Math.max(...(await times())) - Math.min(...(await times()));
  await expect
    .poll(() => videos.evaluateAll((all: HTMLVideoElement[]) => all.every(({ readyState }) => readyState >= 3)))
    .toBe(true);
  await page.keyboard.press("k");
  await expect.poll(async () => Math.min(...(await times()))).toBeGreaterThan(0.1);
  // One is pushed out of step: it comes back.
  await videos.nth(1).evaluate((video: HTMLVideoElement) => {
    video.currentTime = 0;
  });
  await expect.poll(spread).toBeLessThan(0.12);
  await page.keyboard.press("k");
  await expect(control(page, "Play")).toBeVisible();
  await page.keyboard.press("0");
  await page.keyboard.press(".");
  await page.keyboard.press(".");
  await expect(page.getByRole("slider", { name: "Position" })).toHaveValue("2");
  await expect.poll(spread).toBeLessThan(0.001);
  expect(Math.min(...(await times()))).toBeGreaterThan(2 / 24);
  await page.getByLabel("Speed").selectOption("0.5");
  expect(await videos.evaluateAll((all: HTMLVideoElement[]) => all.map((video) => video.playbackRate))).toEqual([
    ...[0.5, 0.5, 0.5],
  ]);
  for (const theme of ["dark", "light"] as const) {
    await wear(page, theme);
    await expectSound(page, `the comparison, ${theme}`);
  }
  await page.getByRole("button", { name: "Take video 2 out" }).click();
  await expect(videos).toHaveCount(2);
  await page.setViewportSize(PHONE);
  await expectSound(page, "the comparison on a phone");
  await page.goto(`${library.origin}/compare?ids=nothing`);
  await expect(page.getByText("Compare two to four videos")).toBeVisible();
  await expectSound(page, "a comparison of nothing");
});

test("fits a phone: every control is there, can be touched, and nothing scrolls sideways", async ({
  browser,
  seeded,
}) => {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const studio = new Studio(page, seeded.origin);
  await page.goto(`${seeded.origin}/sign-in`);
  await studio.signIn(SEEDED_ACCOUNT.email, SEEDED_ACCOUNT.password);
  await open(studio, 0);
  const bar = page.getByRole("region", { name: "Player" });
  for (const button of await bar.getByRole("button").all()) {
    if (!(await button.isVisible())) continue;
    const box = await button.boundingBox();
    expect(
      Math.min(box?.width ?? 0, box?.height ?? 0),
      (await button.getAttribute("aria-label")) ?? "",
    ).toBeGreaterThanOrEqual(40);
  }
  await page.locator("video").tap();
  await expect(control(page, "Pause")).toBeVisible();
  await control(page, "Pause").tap();
  await control(page, "Next frame").tap();
  for (const theme of ["dark", "light"] as const) {
    await wear(page, theme);
    await expectSound(page, `the player on a phone, ${theme}`);
  }
  expect(studio.unexpected).toEqual([]);
  await context.close();
});
