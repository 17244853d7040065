import type { Browser, Page } from "@playwright/test";
import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, type Studio, test } from "#tests/e2e/studio";
import { SEEDED_SHARES } from "#tests/support/seeded-account";
import { startSeededApp } from "#tests/support/seeded-app";

const PHONE = { width: 390, height: 844 };

/** Somebody new with one prompt drawn, two videos; the page of the first is open. */
async function onVideoPage(studio: Studio, prompt: string): Promise<void> {
  await studio.signUp(newEmail("sharer"));
  await studio.send(prompt);
  await expect(studio.posters).toHaveCount(2, { timeout: 60_000 });
  await studio.posters.first().click();
  await studio.page.waitForURL(/\/video\//);
}

/** Makes a link on the page of a video; where it leads. */
async function makeLink(
  page: Page,
  wishes: { password?: string; showPrompt?: boolean; term?: string } = {},
): Promise<string> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share this video" });
  await expect(dialog).toBeVisible();
  if (wishes.term) await dialog.getByLabel("Valid for").selectOption({ label: wishes.term });
  if (wishes.password) await dialog.getByLabel("Password (optional)").fill(wishes.password);
  if (wishes.showPrompt) await dialog.getByRole("checkbox", { name: "Show the prompt" }).check();
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = dialog.getByRole("textbox", { name: "Link" }).first();
  await expect(link).toHaveValue(/\/s\/[\w-]{32}$/);
  return link.inputValue();
}

/** A page of somebody who has no account here. */
async function stranger(browser: Browser, url: string, width = PHONE): Promise<Page> {
  const context = await browser.newContext({ viewport: width, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

test("a stranger plays and downloads one video, sees no prompt, and nothing once it is revoked", async ({
  studio,
  browser,
}) => {
  const { page } = studio;
  await onVideoPage(studio, "a quiet fjord at night");
  const ids = /video\/([\w-]+)/.exec(page.url())?.[1] ?? "";
  const link = await makeLink(page);
  await expectSound(page, "the share dialog");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Share", exact: true })).toBeFocused();

  const visit = await stranger(browser, link);
  await expect(visit.getByText("Preview, drawn by the built-in engine, not by an AI model")).toBeVisible();
  const player = visit.locator("video");
  await player.evaluate((video: HTMLVideoElement) => {
    video.muted = true;
    return video.play();
  });
  await expect.poll(() => player.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.1);
  const html = await (await visit.request.get(link)).text();
  for (const secret of ["fjord", ids, "@example.test"]) expect(html, secret).not.toContain(secret);
  await expectSound(visit, "a shared video on a phone");
  const bytes = `${link}/video/${/video\/([\w-]{22})/.exec(html)?.[1]}`;
  const part = await visit.request.get(bytes, { headers: { range: "bytes=0-99" } });
  expect([part.status(), (await part.body()).length]).toEqual([206, 100]);
  const saved = await visit.request.get(`${bytes}?download=1`);
  expect(saved.headers()["content-disposition"]).toMatch(/^attachment; filename="?video-/);
  const page200 = await visit.request.get(link);
  expect(page200.headers()["referrer-policy"]).toBe("no-referrer");
  expect(page200.headers()["x-robots-tag"]).toContain("noindex");
  expect(page200.headers()["cache-control"]).toContain("no-store");

  // What draws previews reads the head and nothing else.
  const head =
    (await (await visit.request.get(link, { headers: { "user-agent": "TelegramBot" } })).text()).split("</head>")[0] ??
    "";
  const image = /property="og:image" content="([^"]+)"/.exec(head)?.[1] ?? "";
  expect(image).toBe(`${link}/preview`);
  expect(head).toContain('name="twitter:card" content="summary_large_image"');
  expect(head).toMatch(/name="robots" content="noindex/);
  const preview = await visit.request.get(image);
  expect([preview.status(), preview.headers()["content-type"]]).toEqual([200, "image/jpeg"]);

  // The owner ends it in settings, takes that back, and ends it again.
  await page.goto(`${studio.origin}/settings`);
  const links = page.getByRole("list", { name: "Share links" }).getByRole("listitem");
  await expect(links).toContainText("a quiet fjord at night");
  await links.getByRole("button", { name: "Revoke" }).click();
  await expect(links).toHaveCount(0);
  for (const url of [link, bytes, image]) expect((await visit.request.get(url)).status(), url).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(links).toHaveCount(1);
  expect((await visit.request.get(bytes)).status()).toBe(200);
  await links.getByRole("button", { name: "Revoke" }).click();
  await expect(links).toHaveCount(0);
  await visit.goto(link);
  await expect(visit.getByRole("heading", { name: "This link leads nowhere" })).toBeVisible();
  await expectSound(visit, "a link that leads nowhere");
  await visit.context().close();
});

test("a password keeps others out of page, bytes and preview; the prompt is shown where its owner says so", async ({
  studio,
  browser,
}) => {
  const { page, origin } = studio;
  await onVideoPage(studio, "a locked garden");
  await page.setViewportSize(PHONE);
  const link = await makeLink(page, { password: "open sesame", showPrompt: true, term: "7 days" });
  await expectSound(page, "the share dialog on a phone");

  const visit = await stranger(browser, link);
  await expect(visit.getByRole("heading", { name: "This link has a password" })).toBeVisible();
  const locked = await (await visit.request.get(link)).text();
  for (const secret of ["garden", "og:image", "/preview"]) expect(locked, secret).not.toContain(secret);
  expect((await visit.request.get(`${link}/preview`)).status()).toBe(401);
  await expectSound(visit, "the question for a password");
  await visit.getByLabel("Password", { exact: true }).fill("open barley");
  await visit.getByRole("button", { name: "Open", exact: true }).click();
  await expect(visit.getByText("This password is wrong.")).toBeVisible();
  await visit.getByLabel("Password", { exact: true }).fill("open sesame");
  await visit.getByRole("button", { name: "Open", exact: true }).click();
  await expect(visit.locator("video")).toBeVisible();
  await expect(visit.getByText("a locked garden")).toBeVisible();
  const source = await visit.locator("video").getAttribute("src");
  expect((await visit.request.get(`${origin}${source}`)).status()).toBe(200);
  const without = await browser.newContext();
  expect((await without.request.get(`${origin}${source}`)).status()).toBe(401);
  const [cookie] = (await visit.context().cookies(link)).filter(({ name }) => name === "share");
  expect(cookie).toMatchObject({ path: new URL(link).pathname, httpOnly: true, sameSite: "Lax" });
  await without.close();
  await visit.context().close();
});

test("a shared collection is a grid whose videos play, at both sizes; a link that has expired says so", async ({
  browser,
}) => {
  const app = await startSeededApp(40);
  try {
    const link = `${app.origin}/s/${SEEDED_SHARES.good}`;
    const visit = await stranger(browser, link, { width: 1440, height: 900 });
    await expect(visit.getByRole("heading", { name: "Evening walks" })).toBeVisible();
    const tiles = visit.getByRole("link", { name: /^Open “/ });
    await expect(tiles).toHaveCount(7);
    await expectSound(visit, "a shared collection");
    await tiles.first().click();
    await visit.waitForURL(/\?v=/);
    await expect(visit.locator("video")).toBeVisible();
    const first = await visit.locator("video").getAttribute("src");
    await visit.getByRole("link", { name: "Next video" }).click();
    await expect(visit.locator("video")).not.toHaveAttribute("src", first ?? "");
    await visit.setViewportSize(PHONE);
    await visit.evaluate(() => localStorage.setItem("theme", "light"));
    await visit.context().addCookies([{ name: "locale", value: "zh-CN", url: app.origin }]);
    await visit.reload();
    await expectSound(visit, "one video of a shared collection, light, zh-CN, on a phone");
    await visit.getByRole("link", { name: "Evening walks" }).click();
    await expect(tiles.or(visit.getByRole("link", { name: /^打开“/ }))).toHaveCount(7);
    await expectSound(visit, "a shared collection, light, zh-CN, on a phone");

    const expired = `${app.origin}/s/${SEEDED_SHARES.expired}`;
    const answer = await visit.goto(expired);
    expect(answer?.status()).toBe(410);
    await expect(visit.getByRole("heading", { name: "链接已过期" })).toBeVisible();
    await expectSound(visit, "a link that has expired");
    expect(await answer?.text()).not.toContain("og:image");
    expect((await visit.request.get(`${expired}/preview`)).status()).toBe(410);
    await visit.context().close();
  } finally {
    await app.stop();
  }
});
