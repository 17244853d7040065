import type { Page } from "@playwright/test";
import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { SEEDED_ACCOUNT } from "#tests/support/seeded-account";
import { startSeededApp } from "#tests/support/seeded-app";

const PHONE = { width: 390, height: 844 };

/** What lies over the page, by its name. */
const dialogNamed = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
/** A button that is in sight: the rail and the bottom bar have the same ones. */
const button = (page: Page, name: string | RegExp) =>
  page
    .getByRole("button", typeof name === "string" ? { name, exact: true } : { name })
    .filter({ visible: true })
    .first();

/** Escape closes it, and the keyboard is where it was. */
async function expectFocusBack(page: Page, opener: string | RegExp): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(button(page, opener)).toBeFocused();
}

test("every dialog, panel and sheet is sound in Chinese on a phone, and gives the focus back", async ({
  page,
  context,
  browser,
}) => {
  test.setTimeout(240_000);
  const app = await startSeededApp(12);
  try {
    const studio = new Studio(page, app.origin);
    const elsewhere = await browser.newContext();
    await new Studio(await elsewhere.newPage(), app.origin).signUp(newEmail("other"));
    await elsewhere.close();
    await page.setViewportSize(PHONE);
    await page.goto(`${app.origin}/sign-in`);
    await studio.signIn(SEEDED_ACCOUNT.email, SEEDED_ACCOUNT.password);
    await expect(studio.posters.first()).toBeVisible();
    await context.addCookies([{ name: "locale", value: "zh-CN", url: app.origin }]);

    await test.step("the prompt bar", async () => {
      await page.goto(app.origin);
      await button(page, /^账户：/).click();
      await expect(page.getByText(SEEDED_ACCOUNT.email)).toBeVisible();
      await expectSound(page, "the account panel");
      await expectFocusBack(page, /^账户：/);

      const prompt = page.getByRole("textbox", { name: "提示词", exact: true });
      const tools = "更多提示词工具";
      await prompt.focus();
      await button(page, tools).click();
      await expect(button(page, /^通配符列表/)).toBeVisible();
      await expectSound(page, "the tools of the prompt bar");
      await button(page, /^通配符列表/).click();
      await expect(dialogNamed(page, "通配符列表")).toContainText("还没有列表");
      await expectSound(page, "no lists yet");
      await button(page, "新建列表").click();
      await expectSound(page, "a new list");
      await page.keyboard.press("Escape");
      await expectFocusBack(page, tools);
      await button(page, tools).click();
      await button(page, /^保存的提示词/).click();
      await expect(dialogNamed(page, "保存的提示词")).toContainText("还没有保存的提示词");
      await expectSound(page, "no saved prompts yet");
      await expectFocusBack(page, tools);
      await button(page, tools).click();
      await button(page, /^从文件导入提示词/).click();
      await expect(dialogNamed(page, "从文件导入提示词")).toBeVisible();
      await expectSound(page, "prompts from a file");
      await expectFocusBack(page, tools);
      await prompt.fill("{红|蓝}色的{{东西}}");
      await prompt.press("Control+Enter");
      await expect(page.getByLabel("东西")).toBeVisible();
      await expectSound(page, "the review of a batch");
      await page.keyboard.press("Escape");
      await expect(prompt).toBeFocused();
      await prompt.fill("");
    });

    await test.step("the library", async () => {
      await button(page, "筛选").click();
      await expect(page.getByRole("checkbox", { name: "16:9" })).toBeVisible();
      await expectSound(page, "the filters");
      await expectFocusBack(page, "筛选");
      await page.keyboard.press("Control+k");
      await expect(dialogNamed(page, "命令")).toBeVisible();
      await expectSound(page, "the palette");
      await page.keyboard.press("Escape");

      // The one that the Tab key leads to: which of them is the first in the document changes with every scroll.
      const tile = page.locator("[data-tile]").filter({ has: page.locator('a[tabindex="0"]') });
      await tile.getByRole("link").first().focus();
      const more = tile.getByRole("button", { name: /的更多操作$/ });
      await more.focus();
      await more.press("Enter");
      await expect(button(page, "打开详情").or(page.getByRole("link", { name: "打开详情" }))).toBeVisible();
      await expectSound(page, "what can be done with one video");
      await page.keyboard.press("Escape");
      await expect(more).toBeFocused();
      await tile.getByRole("checkbox").click();
      for (const name of ["评分", "标签", "加入合集"]) {
        await button(page, name).click();
        await expect(page.locator("section:popover-open")).toBeVisible();
        await expectSound(page, `the selection: ${name}`);
        await expectFocusBack(page, name);
      }
      await page.keyboard.press("Delete");
      await expect(page.getByRole("region", { name: "消息" })).toContainText("移到回收站");
      await page.goto(`${app.origin}/trash`);
      await button(page, "清空回收站").click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectSound(page, "the question before erasing");
      await expectFocusBack(page, "清空回收站");
      await page.goto(`${app.origin}/collections`);
      await expect(page.getByText("Evening walks")).toBeVisible();
      await expectSound(page, "the collections");
    });

    await test.step("a video", async () => {
      await page.goto(app.origin);
      const address = await page.locator('a[href^="/video/"]').first().getAttribute("href");
      await page.goto(`${app.origin}${address}`);
      await expect(page.locator("video")).toBeVisible();
      await button(page, "播放器快捷键").click();
      await expectSound(page, "the keys of the player");
      await expectFocusBack(page, "播放器快捷键");
      await button(page, "分享").click();
      await button(page, "创建链接").click();
      await expect(dialogNamed(page, "分享此视频").getByRole("textbox", { name: "链接" })).toBeVisible();
      await expectSound(page, "the share dialog");
      await expectFocusBack(page, "分享");
      await button(page, "对比…").click();
      await expect(dialogNamed(page, "对比…").getByRole("checkbox").first()).toBeVisible();
      await expectSound(page, "the choice of videos to compare");
      await expectFocusBack(page, "对比…");
    });

    await test.step("queue, settings and administration", async () => {
      await page.goto(`${app.origin}/queue`);
      await button(page, "添加在别处创建的任务").click();
      await expect(dialogNamed(page, "添加在别处创建的任务")).toBeVisible();
      await expectSound(page, "a task made elsewhere");
      await expectFocusBack(page, "添加在别处创建的任务");

      await page.goto(`${app.origin}/settings`);
      await page.getByLabel("API 令牌").fill("test-token-1234");
      await button(page, "保存令牌").click();
      await button(page, "删除").click();
      await expect(page.getByRole("dialog")).toContainText("删除这个令牌？");
      await expectSound(page, "the question before a token goes");
      await expectFocusBack(page, "删除");
      await page.getByLabel("新密钥的名称").fill("脚本");
      await button(page, "获取密钥").click();
      await expect(page.getByText("“脚本”已创建")).toBeVisible();
      await expectSound(page, "a new key, and the share links");
      await button(page, "撤销 脚本").click();
      await expect(page.getByRole("dialog")).toContainText("撤销“脚本”？");
      await expectSound(page, "the question before a key goes");
      await expectFocusBack(page, "撤销 脚本");

      await page.goto(`${app.origin}/admin`);
      await button(page, /^停用 other-/).click();
      await expect(page.getByRole("dialog")).toContainText("停用 other-");
      await expectSound(page, "the question before an account is disabled");
      await expectFocusBack(page, /^停用 other-/);
      await page.setViewportSize({ width: 1440, height: 900 });
      await expectSound(page, "administration");
    });
    expect(studio.unexpected).toEqual([]);
  } finally {
    await app.stop();
  }
});
