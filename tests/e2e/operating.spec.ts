import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { startApp } from "#tests/support/app-server";
import { startProviderSimulator } from "#tests/support/provider-simulator";

/** What a server that can't start has to say: the one line that is neither Next.js's nor npm's. */
async function complaint(settings: Record<string, string>, dataDir?: string): Promise<string[]> {
  const failure = await startApp(settings, dataDir).then(
    async (app) => {
      await app.stop();
      throw new Error("it started");
    },
    (error: Error) => error.message,
  );
  expect(failure).toMatch(/ended with code 1/);
  const lines = stripVTControlCharacters(failure).split("\n").slice(1);
  return lines.filter((line) => line.trim() !== "" && !/^[▲✓-]/.test(line.trim()));
}

test("what keeps a server from starting is one sentence", async ({ app }) => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(path.join(tmpdir(), "rk-start-"));
  const file = path.join(folder, "a-file");
  writeFileSync(file, "");
  const port = new URL(app.origin).port;
  expect(await complaint({ PORT: port })).toEqual([expect.stringContaining(`Port ${port} is taken.`)]);
  expect(await complaint({}, app.dataDir)).toEqual([
    expect.stringContaining("Another process has the embedded database"),
  ]);
  expect(await complaint({ SIGNUP: "maybe" })).toEqual([
    "The settings can't be used: SIGNUP must be open, invite or closed.",
  ]);
  expect(await complaint({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" })).toEqual([
    expect.stringContaining("The database that DATABASE_URL names can't be used:"),
  ]);
  expect(await complaint({}, path.join(file, "below"))).toEqual([
    expect.stringMatching(/^The data folder .* can't be used/),
  ]);
  rmSync(folder, { recursive: true });
});

for (const [how, toGroup] of [
  ["an operator's SIGTERM", false],
  ["Ctrl-C, which signals the whole group", true],
] as const) {
  test(`${how} in the middle of a paid call waits for its answer`, async ({ page }) => {
    const simulator = await startProviderSimulator();
    const settings = { GROKIMAGINE_BASE_URL: simulator.baseUrl };
    const app = await startApp(settings);
    const studio = new Studio(page, app.origin);
    await studio.signUp(newEmail("patient"));
    await studio.saveToken("paid-token-9876");
    await page.goto(app.origin);
    await studio.sendTo("GrokImagine");
    simulator.nextSubmissions.push({ afterMs: 4_000 });
    simulator.onStatus((taskId) => ({ json: { code: 200, data: { task_id: taskId, status: "processing" } } }));
    await studio.prompt.fill("an order that is under way");
    await studio.prompt.press("Control+Enter");
    await expect.poll(() => simulator.orders.length).toBe(1);
    expect(await (toGroup ? app.interrupt() : app.stop({ keepData: true }))).toBe(0);

    const again = await startApp(settings, app.dataDir);
    await page.goto(again.origin);
    await expect(page.getByText("an order that is under way").first()).toBeVisible();
    await expect(page.getByText("May have been charged")).toHaveCount(0);
    expect(simulator.orders).toHaveLength(1);
    expect(await again.stop()).toBe(0);
    await simulator.stop();
    rmSync(app.dataDir, { recursive: true, force: true });
  });
}

test("a foreign name is refused on every path", async ({ app }) => {
  const { port } = new URL(app.origin);
  const asForeigner = (path: string, method = "GET") =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: "evil.example", origin: "http://evil.example" };
      const sent = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.once("error", reject);
      sent.end();
    });
  for (const path of ["/", "/sign-up", "/iconfoo", "/api/auth/csrf", "/api/health", "/v1/status"]) {
    expect(await asForeigner(path), path).toBe(421);
  }
  expect(await asForeigner("/iconfoo", "POST")).toBe(421);
});

test("below /v1 the API alone answers, whatever the path and the method", async ({ app }) => {
  const { port } = new URL(app.origin);
  const ask = (path: string, method: string) =>
    new Promise<{ status?: number; allow?: string; body: string }>((resolve, reject) => {
      const sent = request({ host: "localhost", port, path, method }, async (response) => {
        const { statusCode: status, headers } = response;
        resolve({ status, allow: headers.allow, body: await text(response) });
      });
      sent.once("error", reject);
      sent.end();
    });
  for (const path of [
    "/v1/",
    "/v1/nope",
    "/v1/nope/",
    "/v1/generate/",
    "/v1//status",
    "/v1/%E0%A4%A",
    "/v1/files/a/b",
  ]) {
    const { status, body } = await ask(path, "GET");
    expect([status, JSON.parse(body)], path).toEqual([
      404,
      { code: 404, message: "Not found: This path does not exist", error: "NOT_FOUND" },
    ]);
  }
  for (const method of ["PROPFIND", "TRACE", "PURGE", "PUT"]) {
    const { status, allow, body } = await ask("/v1/status?task_id=x", method);
    expect([status, allow], method).toEqual([405, "GET, HEAD"]);
    expect(JSON.parse(body)).toMatchObject({ code: 405, error: "METHOD_NOT_ALLOWED" });
  }
  expect((await ask("/v1/status?task_id=x", "GET")).status).toBe(401);
  expect((await ask("/v1/openapi.json", "GET")).status).toBe(200);
});

test("others reach a server only after its first account was made with the code that it prints", async ({ page }) => {
  const app = await startApp({ HOST: "0.0.0.0" });
  try {
    const code = await expect
      .poll(() => /one-time code: (\S+)/.exec(app.output())?.[1])
      .toBeTruthy()
      .then(() => /one-time code: (\S+)/.exec(app.output())?.[1] ?? "");
    const origin = app.origin.replace("0.0.0.0", "localhost");
    await page.goto(`${origin}/sign-up`);
    await page.getByLabel("Email").fill("operator@example.test");
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByLabel("Invite code").fill("not-the-code");
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByText("This invite code is wrong, used or expired.")).toBeVisible();
    await page.getByLabel("Invite code").fill(code);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "Admin" })).toBeVisible();
  } finally {
    expect(await app.stop()).toBe(0);
  }
});
