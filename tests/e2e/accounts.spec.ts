import { expect, newEmail, test } from "#tests/e2e/studio";

test("a wrong password gets one sentence, and the right one works after it", async ({ studio }) => {
  const email = newEmail("forgetful");
  await studio.signUp(email);
  await studio.signOut();
  await studio.signIn(email, "not the password");
  await expect(studio.page.getByRole("alert").filter({ hasText: /password/i })).toBeVisible();
  await studio.signIn(email);
  await expect(studio.prompt).toBeVisible();
});

test("the prompt survives a session that ends in mid-submit", async ({ studio, otherStudio }) => {
  const email = newEmail("expired");
  await studio.signUp(email);
  await studio.prompt.fill("a prompt that must not be lost");

  // The same person, elsewhere, signs this browser out.
  await otherStudio.page.goto(`${otherStudio.origin}/sign-in?next=/settings`);
  await otherStudio.signIn(email);
  await otherStudio.page.waitForURL(/settings/);
  await otherStudio.page
    .getByRole("button", { name: /^Sign out/ })
    .last()
    .click();
  await expect(otherStudio.page.getByRole("button", { name: /^Sign out/ })).toHaveCount(0);

  await studio.prompt.press("Control+Enter");
  await studio.page
    .getByRole("link", { name: "Sign in again" })
    .or(studio.page.getByRole("button", { name: "Sign in again" }))
    .click();
  await studio.page.waitForURL(/sign-in/);
  await studio.signIn(email);
  await expect(studio.prompt).toHaveValue("a prompt that must not be lost");
  await studio.prompt.press("Control+Enter");
  await expect(studio.prompt).toHaveValue("");
  await expect(studio.posters).toHaveCount(2);
});

test("the first account administers, the second does not", async ({ studio, app }) => {
  await studio.signUp(newEmail("second"));
  const answer = await studio.page.request.get(`${app.origin}/admin`);
  expect(answer.status()).toBe(404);
});
