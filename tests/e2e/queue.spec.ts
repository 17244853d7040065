import type { Page } from "@playwright/test";
import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { type AppServer, startApp } from "#tests/support/app-server";
import { serveVideo } from "#tests/support/busy-provider";
import { type ProviderSimulator, startProviderSimulator } from "#tests/support/provider-simulator";

const PHONE = { width: 390, height: 844 };

let simulator: ProviderSimulator;
let outside: AppServer;

test.beforeAll(async () => {
  simulator = await startProviderSimulator();
  serveVideo(simulator);
  outside = await startApp({ GROKIMAGINE_BASE_URL: simulator.baseUrl });
});
test.afterAll(async () => {
  await outside.stop();
  await simulator.stop();
});

/** Somebody new with a token, who sends to the provider outside. */
async function payer(page: Page): Promise<Studio> {
  simulator.nextSubmissions.length = 0;
  simulator.orders.length = 0;
  const studio = new Studio(page, outside.origin);
  await studio.signUp(newEmail("queue"));
  await studio.saveToken("paid-token-9876");
  await page.goto(outside.origin);
  await studio.sendTo("GrokImagine");
  return studio;
}

const moving = (page: Page) => page.getByRole("list", { name: "Waiting and running", exact: true });
const openQueue = (page: Page) => page.goto(`${outside.origin}/queue`);

test("a paused connection sends nothing; what waits has its place, can be cancelled, and goes on when resumed", async ({
  page,
}) => {
  const studio = await payer(page);
  simulator.onStatus((taskId) => ({ json: { code: 200, data: { task_id: taskId, status: "processing" } } }));
  await openQueue(page);
  await page.getByRole("button", { name: "Pause GrokImagine" }).click();
  await expect(page.getByRole("button", { name: "Resume GrokImagine" })).toBeVisible();
  await expect(page.getByText("You paused this connection.").first()).toBeVisible();

  await page.goto(outside.origin);
  await expect(page.getByText("Nothing is being sent: you paused this connection.")).toBeVisible();
  await page.getByLabel("How many").filter({ visible: true }).selectOption("4");
  await studio.send("four paper kites");
  await studio.send("one paper boat");
  await page.getByRole("link", { name: "Queue", exact: true }).filter({ visible: true }).click();
  await page.waitForURL(/queue/);
  const batch = page.getByRole("list", { name: "Batch: four paper kites" }).first();
  await expect(batch.getByRole("listitem")).toHaveCount(4);
  await expect(batch.getByRole("listitem").first()).toContainText("1st in line");
  await expect(page.getByText("8 waiting · 0 running").first()).toBeVisible();
  await expect(page).toHaveTitle(/^\(8\) Queue/);
  expect(simulator.orders).toHaveLength(0);

  await batch
    .getByRole("button", { name: /^Cancel/ })
    .first()
    .click();
  await expect(batch.getByRole("listitem")).toHaveCount(3);
  await expect(page.getByText("0 of 3 done · 1 cancelled")).toBeVisible();
  await page.getByRole("button", { name: "Cancel the 4 waiting" }).click();
  await expectSound(page, "the question before cancelling");
  await page.getByRole("button", { name: "Cancel them" }).click();
  await expect(page.getByText("4 cancelled. Nothing was charged.")).toBeVisible();
  await expect(moving(page)).not.toContainText("one paper boat");
  const stopped = page.getByRole("list", { name: "Cancelled last" }).getByRole("listitem");
  await expect(stopped).toHaveCount(5);

  await page.setViewportSize(PHONE);
  await expectSound(page, "the queue on a phone");
  await page.getByRole("button", { name: "Resume GrokImagine" }).click();
  await expect(page.getByText("0 waiting · 3 running").first()).toBeVisible();
  await expect(page).toHaveTitle(/^\(3\) Queue/);
  expect(simulator.orders).toHaveLength(3);

  simulator.onStatus(() => ({}));
  // The batch ends: three of the four, since one was cancelled.
  await expect(page.getByText("3 of 3 ready")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Nothing waits and nothing runs.")).toBeVisible();
  await expect(page).toHaveTitle(/^Queue/);
  await stopped.first().getByRole("button", { name: "Edit and retry" }).click();
  await expect(studio.prompt).toHaveValue(/one paper boat|four paper kites/);
  expect(studio.unexpected).toEqual([]);
});

test("a limit says until when, a refusal says why, in both themes and languages", async ({ page, context }) => {
  const studio = await payer(page);
  simulator.nextSubmissions.push({ status: 400, json: { code: 400, message: "No dragons here" } });
  await studio.send("a refused dragon");
  await expect(page.getByText("No dragons here").first()).toBeVisible();
  simulator.nextSubmissions.push({
    status: 429,
    headers: { "retry-after": "40" },
    json: { code: 429, message: "Slow down" },
  });
  await studio.send("a limited lion");
  await openQueue(page);
  await expect(page.getByText(/Limited by the provider until/).first()).toBeVisible();
  await expect(moving(page)).toContainText("a limited lion");
  const failed = page.getByRole("list", { name: "Failed last" }).getByRole("listitem");
  await expect(failed).toContainText("No dragons here");
  for (const [theme, locale] of [
    ["dark", "zh-CN"],
    ["light", "en"],
  ] as const) {
    await context.addCookies([{ name: "locale", value: locale, url: outside.origin }]);
    await page.evaluate((value) => localStorage.setItem("theme", value), theme);
    await openQueue(page);
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await expectSound(page, `the queue, ${theme}, ${locale}`);
  }
  await failed.getByRole("button", { name: "Edit and retry" }).click();
  await expect(studio.prompt).toHaveValue("a refused dragon");
  expect(studio.unexpected).toEqual([]);
});
