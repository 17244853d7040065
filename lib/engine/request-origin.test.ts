import { afterEach, describe, expect, it, vi } from "vitest";
import { requestOrigin } from "#lib/engine/request-origin";

const settings: Record<string, string> = {};
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => actual.parseEnvironment(settings) };
});

const from = (headers: Record<string, string>) =>
  requestOrigin(new Request("http://inner:3000/v1/status", { headers }));
const forwarded = { "x-forwarded-host": "public.example", "x-forwarded-proto": "https" };

describe("requestOrigin", () => {
  afterEach(() => {
    for (const name of Object.keys(settings)) delete settings[name];
  });

  it("is the host that the caller asked for", () => {
    expect(from({ host: "127.0.0.1:3000" })).toBe("http://127.0.0.1:3000");
    expect(from({ host: "[::1]:3000" })).toBe("http://[::1]:3000");
  });

  it("believes a proxy only when it is told to", () => {
    expect(from({ host: "inner:3000", ...forwarded })).toBe("http://inner:3000");
    settings.TRUST_PROXY = "1";
    expect(from({ host: "inner:3000", ...forwarded })).toBe("https://public.example");
    expect(from({ host: "inner:3000", "x-forwarded-proto": "javascript" })).toBe("http://inner:3000");
    expect(from({ host: "inner:3000", "x-forwarded-host": "a.example, b.example" })).toBe("http://a.example");
  });

  it("knows of TLS from the public URL, for its own host alone", () => {
    settings.PUBLIC_URL = "https://studio.example";
    expect(from({ host: "studio.example" })).toBe("https://studio.example");
    expect(from({ host: "127.0.0.1:3000" })).toBe("http://127.0.0.1:3000");
  });

  it("falls back where the host is missing or nonsense", () => {
    expect(from({ host: "a/b@c" })).toBe("http://inner:3000");
    settings.PUBLIC_URL = "https://studio.example";
    expect(from({})).toBe("https://studio.example");
  });
});
