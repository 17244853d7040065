import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type AppServer, startApp } from "#tests/support/app-server";

/** What a person does in the studio, by the names that they see. */
export class Studio {
  readonly page: Page;
  readonly origin: string;
  /** Errors in the browser's console that no test expected. */
  readonly unexpected: string[] = [];

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    page.on("console", (message) => {
      if (message.type() === "error") this.unexpected.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.unexpected.push(String(error)));
  }

  get prompt() {
    return this.page.getByRole("textbox", { name: "Prompt", exact: true });
  }
  get generate() {
    return this.page.getByRole("button", { name: /^Generate/ });
  }
  get posters() {
    return this.page.getByRole("link", { name: /^Open “/ });
  }

  async signUp(email: string, password = "correct horse"): Promise<void> {
    await this.page.goto(`${this.origin}/sign-up`);
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Create account" }).click();
    await expect(this.prompt).toBeVisible();
  }

  async signIn(email: string, password = "correct horse"): Promise<void> {
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: /^Account/ }).click();
    await this.page.getByRole("button", { name: "Sign out" }).click();
    await this.page.waitForURL(/sign-in/);
  }

  /** Chooses the connection that prompts go to. */
  async sendTo(name: string): Promise<void> {
    const choice = this.page.getByLabel("Send to").filter({ visible: true });
    const value = await choice.locator("option", { hasText: name }).getAttribute("value");
    await choice.selectOption(value);
  }

  async saveToken(token: string): Promise<void> {
    await this.page.goto(`${this.origin}/settings`);
    await this.page.getByLabel("API token").fill(token);
    await this.page.getByRole("button", { name: "Save token" }).click();
    await expect(this.page.getByText(token.slice(-4))).toBeVisible();
  }

  async pickRatio(ratio: string): Promise<void> {
    await this.page.getByRole("radio", { name: new RegExp(`^${ratio}`) }).click();
  }

  async send(prompt: string): Promise<void> {
    await this.prompt.fill(prompt);
    await this.prompt.press("Control+Enter");
    await expect(this.prompt).toHaveValue("");
  }
}

interface WorkerFixtures {
  app: AppServer;
}
interface TestFixtures {
  studio: Studio;
  /** Another person, in a browser of their own. */
  otherStudio: Studio;
}

async function studioIn(context: BrowserContext, app: AppServer, use: (studio: Studio) => Promise<void>) {
  const studio = new Studio(await context.newPage(), app.origin);
  await use(studio);
  expect(studio.unexpected, "errors in the browser's console").toEqual([]);
}

/** Tests share one running app, the production build on an empty data folder, and nothing else. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const app = await startApp();
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  studio: async ({ context, app }, use) => studioIn(context, app, use),
  otherStudio: async ({ browser, app }, use) => {
    const context = await browser.newContext();
    await studioIn(context, app, use);
    await context.close();
  },
});

/** An address that nobody else in this run has. */
export const newEmail = (name: string) => `${name}-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.test`;

export { expect } from "@playwright/test";
