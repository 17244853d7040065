import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expectSound } from "#tests/e2e/sound";
import { expect, newEmail, Studio, test } from "#tests/e2e/studio";
import { startApp } from "#tests/support/app-server";
import { closedPort } from "#tests/support/broken-hosts";

const PHONE = { width: 390, height: 844 };

/** A photo as a phone makes it: on its side, with a note of where it was taken. */
const photo = () =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: { r: 220, g: 120, b: 30 } } })
    .withExif({ IFD0: { Copyright: "somebody" }, IFD3: { GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

/** The page has come alive: what is only drawn then is there. */
const isAlive = (page: Page) => page.getByLabel("Picture for the start image").waitFor({ state: "attached" });

/** Hands a picture to the page as the browser does when somebody pastes or drops one. */
async function offer(page: Page, way: "paste" | "drop", bytes: Buffer): Promise<void> {
  await page.evaluate(
    ({ way, base64 }) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
      const init = { bubbles: true, cancelable: true };
      const target = document.activeElement ?? document.body;
      if (way === "paste") target.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: data }));
      else {
        document.body.dispatchEvent(new DragEvent("dragenter", { ...init, dataTransfer: data }));
        document.body.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: data }));
      }
    },
    { way, base64: bytes.toString("base64") },
  );
}

test("a picture that is picked, pasted or dropped becomes the start image of a preview", async ({ studio }) => {
  const { page, origin } = studio;
  await studio.signUp(newEmail("photographer"));
  const bytes = await photo();
  const chip = page.getByText("Uploaded picture");
  const remove = page.getByRole("button", { name: "Remove start image Uploaded picture" });

  const open = page.getByRole("button", { name: "Start image", exact: true });
  await open.click();
  const choose = page.getByRole("button", { name: "Choose a picture" });
  await choose.press("Escape");
  await expect(choose).toHaveCount(0);
  await open.click();
  const address = page.getByRole("textbox", { name: "Address of the start image" });
  await address.fill("no address");
  await address.press("Enter");
  await expect(page.getByText(/^Enter an address that begins with/)).toBeVisible();
  await address.fill("https://example.com/pictures/boat.jpg");
  await address.press("Enter");
  await page.getByRole("button", { name: "Remove start image example.com/…/boat.jpg" }).click();
  await open.click();
  await expect(choose).toBeFocused();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), choose.press("Enter")]);
  await chooser.setFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer: bytes });
  await expect(chip).toBeVisible();
  await expect(studio.prompt).toBeFocused();
  await expectSound(page, "the prompt bar with a start image");
  await remove.click();
  await expect(chip).toHaveCount(0);
  await offer(page, "paste", bytes);
  await expect(chip).toBeVisible();
  await remove.click();
  await page.setViewportSize(PHONE);
  await offer(page, "drop", bytes);
  await expect(chip).toBeVisible();
  await expectSound(page, "the prompt bar with a start image, on a phone");

  // It is there after a reload, can be read by anybody, and says nothing of who made it and where.
  await page.reload();
  await expect(chip).toBeVisible();
  const path = (await page.locator('form img[src^="/api/uploads/"]').getAttribute("src")) ?? "";
  const stranger = await fetch(`${origin}${path}`);
  expect(stranger.status).toBe(200);
  expect(stranger.headers.get("x-content-type-options")).toBe("nosniff");
  expect(stranger.headers.get("referrer-policy")).toBe("no-referrer");
  expect(stranger.headers.get("cache-control")).toContain("immutable");
  const facts = await sharp(Buffer.from(await stranger.arrayBuffer())).metadata();
  expect([facts.width, facts.height, facts.exif]).toEqual([240, 320, undefined]);
  expect((await fetch(`${origin}/api/uploads/${"x".repeat(32)}.jpg`)).status).toBe(404);

  await studio.send("waves roll over the beach");
  await expect(studio.posters).toHaveCount(2, { timeout: 60_000 });
  const src = (await studio.posters.first().locator("img").last().getAttribute("src")) ?? "";
  const poster = await (await page.request.get(`${origin}${src}`)).body();
  const { dominant } = await sharp(poster).stats();
  expect(dominant.r).toBeGreaterThan(dominant.b + 60);
});

test("only our own pages may upload, only pictures, and only so large", async ({ studio }) => {
  const { page, origin } = studio;
  const post = (data: Buffer | string, headers: Record<string, string>) =>
    page.request.post(`${origin}/api/uploads`, { data, headers });
  const own = { origin };
  const code = async (answer: Awaited<ReturnType<typeof post>>) => [answer.status(), (await answer.json()).error?.code];
  const bytes = await photo();
  expect(await code(await post(bytes, own))).toEqual([401, "UNAUTHENTICATED"]);
  await studio.signUp(newEmail("uploader"));
  expect(await code(await post(bytes, {}))).toEqual([403, "ORIGIN_REFUSED"]);
  expect(await code(await post(bytes, { origin: "https://evil.example" }))).toEqual([403, "ORIGIN_REFUSED"]);
  expect(await code(await post(bytes, { origin, "sec-fetch-site": "cross-site" }))).toEqual([403, "ORIGIN_REFUSED"]);
  expect(await code(await post("<svg xmlns='http://www.w3.org/2000/svg'/>", own))).toEqual([
    415,
    "UPLOAD_NOT_AN_IMAGE",
  ]);
  expect(await code(await post(Buffer.alloc(40 * 1024 * 1024 + 1), own))).toEqual([413, "UPLOAD_TOO_LARGE"]);
  const kept = await post(bytes, own);
  expect(kept.status()).toBe(201);
  expect(await kept.json()).toEqual({
    url: expect.stringMatching(/^\/api\/uploads\/[\w-]{32}\.jpg$/),
    width: 240,
    height: 320,
  });
});

/** Saves a token of a provider outside, drops a picture, and turns to that provider. */
async function offerOutside(studio: Studio): Promise<void> {
  const { page, origin } = studio;
  await studio.saveToken("test-token-1234");
  await page.goto(origin);
  await studio.prompt.fill("a boat");
  const bytes = await photo();
  // What takes it follows the page by a moment.
  await expect(async () => {
    await offer(page, "drop", bytes);
    await expect(page.getByText("Uploaded picture")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(studio.generate).not.toHaveAttribute("aria-disabled", "true");
  await studio.sendTo("GrokImagine");
}

test("an upload is not sent to a provider that can't reach this server, and that is said before", async ({
  studio,
}) => {
  const { page } = studio;
  await studio.signUp(newEmail("careful"));
  await offerOutside(studio);
  await expect(page.getByText(/The provider can’t reach this server/)).toBeVisible();
  await expect(studio.generate).toHaveAttribute("aria-disabled", "true");
  await studio.prompt.press("Control+Enter");
  await expect(studio.prompt).toHaveValue("a boat");
  await page.getByRole("button", { name: "Remove start image Uploaded picture" }).click();
  await expect(studio.generate).not.toHaveAttribute("aria-disabled", "true");
});

test("with a public address an upload may be sent, and is called not verified until it was of use", async ({
  page,
}) => {
  const port = await closedPort();
  const app = await startApp({ PUBLIC_URL: "http://reel.example.com", PORT: String(port) });
  try {
    const studio = new Studio(page, `http://localhost:${port}`);
    // Others can reach it: the first account takes the code that was printed.
    const printed = () => /one-time code: (\S+)/.exec(app.output())?.[1] ?? "";
    await expect.poll(printed).not.toBe("");
    await page.goto(`${studio.origin}/sign-up`);
    await page.getByLabel("Email").fill(newEmail("public"));
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByLabel("Invite code").fill(printed());
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(studio.prompt).toBeVisible();
    await offerOutside(studio);
    await expect(page.getByText(/^Not verified: /)).toBeVisible();
    await expect(studio.generate).not.toHaveAttribute("aria-disabled", "true");
  } finally {
    await app.stop();
  }
});

test("past prompts come back key by key, and so does what was being written", async ({ studio }) => {
  const { page } = studio;
  await studio.signUp(newEmail("rememberer"));
  // Keys pressed before the page has come alive are lost; words are not.
  await isAlive(page);
  for (const prompt of ["a first boat", "a {second} boat", "a first boat"]) {
    await studio.prompt.fill(prompt);
    await studio.prompt.press("Control+Enter");
    if (prompt.includes("{")) await page.getByRole("button", { name: /^Generate 1/ }).click();
    await expect(studio.prompt).toHaveValue("");
  }
  await studio.prompt.fill("half a thought");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(studio.prompt).toHaveValue("half a thought");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(studio.prompt).toHaveValue("a first boat");
  await page.keyboard.press("Alt+ArrowUp");
  // As it was typed, not as it was sent.
  await expect(studio.prompt).toHaveValue("a {second} boat");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(studio.prompt).toHaveValue("a {second} boat");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(studio.prompt).toHaveValue("half a thought");
});

test("a draft and its options survive a reload, a sign-out and a session that has ended", async ({ studio }) => {
  const { page } = studio;
  const email = newEmail("drafter");
  await studio.signUp(email);
  // A reload in the moment before the page has come alive would be quicker than any person.
  await isAlive(page);
  await studio.prompt.fill("words that must not be lost");
  await studio.pickRatio("9:16");
  await page.getByLabel("Mode", { exact: true }).selectOption("spicy");
  await expect(page.getByLabel("How many").getByRole("option")).toHaveCount(8);
  await page.getByLabel("How many").selectOption("7");
  const kept = async () => {
    await expect(studio.prompt).toHaveValue("words that must not be lost");
    await expect(page.getByRole("radio", { name: /^9:16/ })).toBeChecked();
    await expect(page.getByLabel("Mode", { exact: true })).toHaveValue("spicy");
    await expect(page.getByLabel("How many")).toHaveValue("7");
  };
  await page.reload();
  await kept();
  await studio.signOut();
  await studio.signIn(email);
  await kept();

  await page.context().clearCookies();
  await studio.prompt.press("Control+Enter");
  await page.getByRole("link", { name: "Sign in again" }).click();
  await studio.signIn(email);
  await kept();
});

test("the length of a prompt is counted: a warning first, then a refusal", async ({ studio }) => {
  const { page } = studio;
  await studio.signUp(newEmail("talker"));
  await studio.prompt.fill("狐".repeat(2_000));
  await expect(page.getByText("2,000 of 5,000 characters")).toBeVisible();
  await expect(page.getByText(/the provider may refuse it/)).toHaveCount(0);
  await studio.prompt.fill("狐".repeat(2_001));
  await expect(page.getByText(/the provider may refuse it/)).toBeVisible();
  await expect(studio.generate).not.toHaveAttribute("aria-disabled", "true");
  await studio.prompt.fill("🦊".repeat(5_001));
  await expect(page.getByText(/Shorten it by 1\./)).toBeVisible();
  await expect(studio.generate).toHaveAttribute("aria-disabled", "true");
});
