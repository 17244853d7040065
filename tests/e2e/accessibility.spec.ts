import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, test } from "#tests/e2e/studio";

const SIZES = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
};
const LOOKS = [
  { colorScheme: "dark", locale: "en", size: "desktop" },
  { colorScheme: "light", locale: "zh-CN", size: "phone" },
  { colorScheme: "light", locale: "en", size: "tablet" },
] as const;

const PAGES = ["/", "/queue", "/usage", "/settings", "/collections", "/trash", "/compare", "/docs/api", "/video/none"];
const CHINESE_DAY = /\d{4}年\d{1,2}月\d{1,2}日/;

for (const look of LOOKS) {
  test(`every page is sound: ${look.colorScheme}, ${look.locale}, ${look.size}`, async ({ studio, context }) => {
    test.setTimeout(120_000);
    const { page, origin } = studio;
    await studio.signUp(newEmail("axe"));
    await studio.send("a lantern festival by the river");
    await expect(studio.posters).toHaveCount(2);
    const [videoPath = ""] = await studio.posters.evaluateAll((links) =>
      links.map((link) => link.getAttribute("href")),
    );

    await context.addCookies([{ name: "locale", value: look.locale, url: origin }]);
    await page.evaluate((theme) => localStorage.setItem("theme", theme), look.colorScheme);
    await page.setViewportSize(SIZES[look.size]);
    for (const path of PAGES.concat(videoPath ?? "", `${videoPath}/lineage`)) {
      await page.goto(`${origin}${path}`);
      await expect(page.getByRole("main")).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", look.locale);
      await expect(page.locator("html")).toHaveCSS("color-scheme", look.colorScheme);
      await expectSound(page, path);
      if (path === "/usage" && look.locale === "zh-CN") await expect(page.getByRole("main")).toContainText(CHINESE_DAY);
    }
    // A page that does not exist answers 404, which the browser notes as an error.
    studio.unexpected.length = 0;

    await context.clearCookies({ name: /session/ });
    for (const path of ["/sign-in", "/sign-up"]) {
      await page.goto(`${origin}${path}`);
      await expect(page.getByRole("main")).toBeVisible();
      await expectSound(page, path);
    }
  });
}

test("the keyboard alone makes a video and opens it", async ({ studio }) => {
  const { page } = studio;
  await studio.signUp(newEmail("keys"));
  await studio.prompt.focus();
  await page.keyboard.type("a paper boat");
  await page.keyboard.press("Control+Enter");
  await expect(studio.posters).toHaveCount(2);
  await page.keyboard.press("Home");
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Shift+Tab");
    const onPoster = await page.evaluate(
      () => document.activeElement?.getAttribute("href")?.startsWith("/video/") ?? false,
    );
    if (onPoster) break;
  }
  const ring = await page.evaluate(() => {
    const style = document.activeElement && getComputedStyle(document.activeElement);
    return style ? `${style.outlineStyle} ${style.boxShadow}` : "";
  });
  expect(ring).not.toBe("none none");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/video\//);
});
