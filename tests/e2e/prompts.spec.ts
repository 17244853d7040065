import type { Page } from "@playwright/test";
import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, type Studio, test } from "#tests/e2e/studio";

const PHONE = { width: 390, height: 844 };

/** The prompts that the server has, in the order in which they were sent. */
async function sentPrompts({ page, origin }: Studio): Promise<string[]> {
  const answer = await page.request.get(`${origin}/api/generations`);
  const { items } = (await answer.json()) as { items: { id: string; prompt: string }[] };
  return items.sort((one, other) => (one.id < other.id ? -1 : 1)).map(({ prompt }) => prompt);
}

const review = (page: Page) => page.getByRole("dialog", { name: /^Look over/ });
const shownPrompts = async (page: Page) =>
  (await review(page).getByRole("listitem").allInnerTexts()).map((text) => text.replace(/^\d+\s+/, ""));
const openTool = async (page: Page, name: RegExp) => {
  await page.getByRole("button", { name: "More ways to write prompts" }).click();
  await page.getByRole("button", { name }).click();
};
const send = (page: Page) =>
  review(page)
    .getByRole("button", { name: /^Generate/ })
    .click();

test("wildcards become exactly the prompts that are shown before they are sent", async ({ studio }) => {
  const { page } = studio;
  await studio.signUp(newEmail("gambler"));
  await studio.prompt.fill("a {red|blue|green} car in __cities__");
  await page.getByLabel("How many").selectOption("4");
  await studio.generate.click();
  await expect(review(page).getByRole("alert")).toContainText("__cities__");
  await expect(review(page).getByRole("button", { name: /^Generate/ })).toHaveAttribute("aria-disabled", "true");

  await review(page).getByRole("button", { name: "Open lists" }).click();
  const lists = page.getByRole("dialog", { name: "Lists for wildcards" });
  await lists.getByRole("button", { name: "New list" }).click();
  await expectSound(page, "a new list");
  await page.getByLabel("Name", { exact: true }).fill("a__b");
  await page.getByLabel("One phrase a line").fill("Oslo\n\nLima\n");
  await page.getByRole("button", { name: "Save list" }).click();
  await expect(page.getByText(/without a double underscore/)).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("cities");
  await page.getByRole("button", { name: "Save list" }).click();
  await expect(lists.getByText("2 lines")).toBeVisible();
  await lists.getByRole("button", { name: "Delete cities" }).click();
  await expect(lists.getByText("2 lines")).toHaveCount(0);
  await lists.getByRole("button", { name: "Undo" }).click();
  await expect(lists.getByText("2 lines")).toBeVisible();
  await expectSound(page, "the lists");
  await page.keyboard.press("Escape");
  await expect(lists).toHaveCount(0);

  await studio.prompt.press("Control+Enter");
  await expect(review(page).getByRole("listitem")).toHaveCount(4);
  const first = await shownPrompts(page);
  for (const prompt of first) expect(prompt).toMatch(/^a (red|blue|green) car in (Oslo|Lima)$/);
  expect(new Set(first).size).toBe(4);
  await expectSound(page, "the review of a batch");
  await page.keyboard.press("Escape");
  await expect(review(page)).toHaveCount(0);
  expect(await sentPrompts(studio)).toEqual([]);
  // The same draft is the same batch, until somebody chooses again.
  await studio.prompt.press("Control+Enter");
  await expect.poll(() => shownPrompts(page)).toEqual(first);
  await expect(async () => {
    await review(page).getByRole("button", { name: "Choose again" }).click();
    expect(await shownPrompts(page)).not.toEqual(first);
  }).toPass();
  const shown = await shownPrompts(page);
  await send(page);
  await expect(studio.prompt).toHaveValue("");
  await expect(studio.prompt).toBeFocused();
  expect(await sentPrompts(studio)).toEqual(shown);
});

test("several lines are several prompts where that is wished, on a phone", async ({ studio }) => {
  const { page } = studio;
  await page.setViewportSize(PHONE);
  await studio.signUp(newEmail("liner"));
  await studio.prompt.fill("a fox\n\na wolf\n{a|b} boat");
  await page.getByLabel("How many").selectOption("2");
  await page.getByRole("checkbox", { name: "Each line is a prompt" }).check();
  await expect(page.getByText("3 prompts", { exact: true })).toBeVisible();
  await expectSound(page, "several prompts in the bar, on a phone");
  // A sheet from the lower edge, over the bottom bar.
  const sheet = page.getByRole("form", { name: "New video" });
  const lowerEdge = async () => sheet.evaluate((bar) => Math.round(bar.getBoundingClientRect().bottom));
  await expect.poll(lowerEdge).toBe(PHONE.height);
  await studio.generate.click();
  await expect(review(page).getByRole("listitem")).toHaveCount(6);
  await expectSound(page, "the review on a phone");
  const edges = async () => {
    const box = await review(page).boundingBox();
    return box && [box.x, box.x + box.width, box.y + box.height].map(Math.round);
  };
  await expect.poll(edges).toEqual([0, PHONE.width, PHONE.height]);
  const shown = await shownPrompts(page);
  expect(shown.slice(0, 4)).toEqual(["a fox", "a fox", "a wolf", "a wolf"]);
  await send(page);
  await expect(studio.prompt).toHaveValue("");
  expect(await sentPrompts(studio)).toEqual(shown);
});

test("a file of prompts is read row by row, told what is wrong, and sent as it is shown", async ({ studio }) => {
  const { page } = studio;
  await studio.signUp(newEmail("spreadsheet"));
  await openTool(page, /Prompts from a file/);
  await expectSound(page, "prompts from a file");
  const file = page.getByLabel("File with prompts");
  await file.setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("text\na fox") });
  await expect(page.getByText(/no column named “prompt”/)).toBeVisible();
  const csv = 'prompt,mode,ratio,image\n"a fox, red",fun,16:9,\n,fun,,\na wolf,turbo,,\na {tiny|huge} boat,,9:16,\n';
  await file.setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(review(page).getByText("2 rows can’t be sent and are left out")).toBeVisible();
  await expect(review(page).getByText("Row 3: no prompt")).toBeVisible();
  await expect(review(page).getByText(/^Row 4: “turbo” is no mode/)).toBeVisible();
  await expect(review(page).getByRole("row", { name: /a fox, red Fun 16:9/ })).toBeVisible();
  await expectSound(page, "the review of a file");
  await send(page);
  await expect.poll(() => sentPrompts(studio)).toHaveLength(2);
  const [fox, boat] = await sentPrompts(studio);
  expect([fox, boat]).toEqual(["a fox, red", expect.stringMatching(/^a (tiny|huge) boat$/)]);
});

test("what costs more than one has set is confirmed first", async ({ studio }) => {
  const { page, origin } = studio;
  await studio.signUp(newEmail("saver"));
  await studio.saveToken("test-token-1234");
  await page.goto(origin);
  await studio.sendTo("GrokImagine");
  await page.getByLabel("How many").selectOption("6");
  await studio.prompt.fill("a fox");
  await expect(studio.generate).toContainText("240 credits");
  await studio.prompt.press("Control+Enter");
  await expect(review(page).getByText(/more than 200 credits/)).toBeVisible();
  await expect(review(page).getByRole("button", { name: /^Generate 6/ })).toContainText("240 credits · $2.40");
  await expectSound(page, "a batch that costs much");
  await review(page).getByRole("button", { name: "Back" }).click();
  await expect(studio.prompt).toHaveValue("a fox");
  expect(await sentPrompts(studio)).toEqual([]);

  await page.goto(`${origin}/settings`);
  await page.getByLabel("Ask above, in credits").fill("39");
  await page.locator("#batches").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.goto(origin);
  await page.getByLabel("How many").selectOption("1");
  await studio.generate.click();
  await expect(review(page).getByText(/more than 39 credits/)).toBeVisible();
});

test("saved prompts ask for what they leave open, are found, renamed, deleted and brought back", async ({ studio }) => {
  const { page } = studio;
  await page.setViewportSize(PHONE);
  await studio.signUp(newEmail("librarian"));
  await studio.prompt.fill("{{subject}} at {{time=dusk}}, {rain|snow}");
  await openTool(page, /Saved prompts/);
  const saved = page.getByRole("dialog", { name: "Saved prompts" });
  await saved.getByLabel("Name of this prompt").fill("Weather");
  await saved.getByRole("button", { name: "Save" }).click();
  await expect(saved.getByRole("button", { name: "Use “Weather”" })).toBeVisible();
  await expectSound(page, "saved prompts, on a phone");
  await saved.getByRole("button", { name: "Rename “Weather”" }).click();
  await saved.getByLabel("New name of “Weather”").fill("Any weather");
  await page.keyboard.press("Enter");
  await saved.getByRole("button", { name: "Delete “Any weather”" }).click();
  await expect(saved.getByRole("listitem")).toHaveCount(0);
  await saved.getByRole("button", { name: "Undo" }).click();
  await saved.getByRole("button", { name: "Use “Any weather”" }).click();

  await expect(page.getByLabel("subject")).toBeFocused();
  await expect(page.getByLabel("time")).toHaveAttribute("placeholder", "dusk");
  await expectSound(page, "the variables of a prompt");
  await page.keyboard.type("a red fox");
  await page.keyboard.press("Enter");
  await expect(saved).toHaveCount(0);
  await expect(studio.prompt).toHaveValue("a red fox at dusk, {rain|snow}");

  // Written straight into the bar, a variable is asked for before anything is sent.
  await studio.prompt.fill("a {{colour}} kite");
  await studio.generate.click();
  await expect(review(page).getByText("Still to fill in: colour")).toBeVisible();
  await review(page).getByLabel("colour").fill("blue");
  await expect(review(page).getByRole("listitem")).toHaveText(/a blue kite$/);
  await page.keyboard.press("Control+Enter");
  await expect(studio.prompt).toHaveValue("");
  expect(await sentPrompts(studio)).toEqual(["a blue kite"]);
});
