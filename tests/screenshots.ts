// Takes the pictures of the README and of `docs/screenshots`: `npm run screenshots`. Starts an app of its own.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium, type Page } from "playwright";
import sharp from "sharp";
import { startApp } from "#tests/support/app-server";
import { findBrowser, QUIET_FLAGS } from "#tests/support/find-browser";

const FOLDER = path.join("docs", "screenshots");
const PROMPTS: [prompt: string, ratio: string][] = [
  ["a lighthouse on a cliff at sunset, waves rolling in", "16:9"],
  ["neon city in the rain at night", "9:16"],
  ["a quiet mountain lake at dawn, mist over the water", "3:2"],
  ["purple nebula with a ringed planet", "1:1"],
  ["coral reef with fish and sun rays", "16:9"],
  ["field of poppies in a summer breeze", "2:3"],
  ["golden desert dunes under a starry sky", "16:9"],
  ["雪夜里的森林小屋", "3:2"],
];
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(800);
  await sharp(await page.screenshot())
    .webp({ quality: 82 })
    .toFile(path.join(FOLDER, `${name}.webp`));
  console.log(`${name}.webp`);
}

async function fillLibrary(page: Page): Promise<void> {
  const prompt = page.getByRole("textbox", { name: "Prompt", exact: true });
  for (const [text, ratio] of PROMPTS) {
    await page.getByRole("radio", { name: new RegExp(`^${ratio}`) }).click();
    await prompt.fill(text);
    await prompt.press("Control+Enter");
    await page.waitForFunction(() => document.querySelector("textarea")?.value === "");
  }
  const posters = page.getByRole("link", { name: /^Open “/ });
  await posters.nth(PROMPTS.length * 2 - 1).waitFor({ timeout: 300_000 });
}

mkdirSync(FOLDER, { recursive: true });
const app = await startApp({ ENGINE_SECONDS: "3", ENGINE_RESOLUTION: "480" });
const browser = await chromium.launch({ ...findBrowser(), args: QUIET_FLAGS });
try {
  const context = await browser.newContext({ viewport: SIZES.desktop, colorScheme: "dark", locale: "en" });
  const page = await context.newPage();
  await page.goto(`${app.origin}/sign-up`);
  await page.getByLabel("Email").fill("you@example.com");
  await page.getByLabel("Password", { exact: true }).fill("a long password");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("textbox", { name: "Prompt", exact: true }).waitFor();
  await picture(page, "empty-desktop-dark");
  await fillLibrary(page);
  const links = await page
    .getByRole("link", { name: /^Open “/ })
    .evaluateAll((posters) => posters.map((poster) => poster.getAttribute("href") ?? "/"));
  const [video = "/"] = links;
  const compared = links.filter((_, place) => place % 4 === 0).map((link) => link.split("/").at(-1));

  const pages = {
    library: "/",
    video,
    compare: `/compare?ids=${compared.slice(0, 3).join(",")}`,
    queue: "/queue",
    collections: "/collections",
    trash: "/trash",
    usage: "/usage",
    settings: "/settings",
  };
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["dark", "light"] as const) {
      await page.setViewportSize(viewport);
      await page.evaluate((theme) => localStorage.setItem("theme", theme), colorScheme);
      for (const [name, address] of Object.entries(pages)) {
        await page.goto(`${app.origin}${address}`);
        await picture(page, `${name}-${size}-${colorScheme}`);
      }
    }
  }
  await page.goto(app.origin);
  await page
    .getByRole("link", { name: /^Open “/ })
    .first()
    .waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await picture(page, "palette-phone-light");
  await context.addCookies([{ name: "locale", value: "zh-CN", url: app.origin }]);
  await page.goto(app.origin);
  await picture(page, "library-phone-light-zh");
} finally {
  await browser.close();
  await app.stop();
}
