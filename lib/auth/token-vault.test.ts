import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, vi } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "rk-vault-"));
vi.stubEnv("DATA_DIR", folder);
vi.stubEnv("APP_SECRET", "");
const { openToken, sealToken } = await import("#lib/auth/token-vault");

it("opens what it sealed, for the same owner only", () => {
  const sealed = sealToken("secret-token", "connection-1");
  expect(sealed).not.toContain("secret-token");
  expect(openToken(sealed, "connection-1")).toBe("secret-token");
  expect(() => openToken(sealed, "connection-2")).toThrow();
});

it("never seals the same way twice and notices a changed byte", () => {
  const sealed = sealToken("secret-token", "a");
  expect(sealToken("secret-token", "a")).not.toBe(sealed);
  const position = sealed.length - 5;
  const other = sealed[position] === "A" ? "B" : "A";
  expect(() => openToken(sealed.slice(0, position) + other + sealed.slice(position + 1), "a")).toThrow();
});

it("generates a secret that only its owner can read", () => {
  sealToken("x", "y");
  expect(statSync(path.join(folder, "secret")).mode & 0o777).toBe(0o600);
});
