import { expect, it } from "vitest";
import { isPassOf, issuePass, PASS_SECONDS } from "#lib/shares/share-pass";

const share = { id: "one", passwordHash: "hash" };
const NOW = Date.UTC(2026, 10, 25);

it("lets in with a pass of this share, this password and this day", () => {
  const pass = issuePass(share, NOW);
  expect(isPassOf(share, pass, NOW + 1_000)).toBe(true);
  expect(isPassOf(share, pass, NOW + PASS_SECONDS * 1_000)).toBe(false);
  expect(isPassOf({ ...share, id: "two" }, pass, NOW)).toBe(false);
  expect(isPassOf({ ...share, passwordHash: "other" }, pass, NOW)).toBe(false);
});

it("refuses what it did not sign", () => {
  const [expiresMs = "", signature = ""] = issuePass(share, NOW).split(".");
  for (const pass of [undefined, "", expiresMs, `${Number(expiresMs) + 1}.${signature}`, `${expiresMs}.AAAA`, "x.y"]) {
    expect(isPassOf(share, pass, NOW)).toBe(false);
  }
});
