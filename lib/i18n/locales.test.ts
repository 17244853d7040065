import { describe, expect, it } from "vitest";
import { chooseLocale, chooseTimeZone } from "#lib/i18n/locales";

describe("chooseLocale", () => {
  it("prefers the language chosen before", () => {
    expect(chooseLocale("zh-CN", "en-US,en;q=0.9")).toBe("zh-CN");
  });

  it("takes the best language that we have, by quality", () => {
    expect(chooseLocale(undefined, "fr, en;q=0.5, zh;q=0.8")).toBe("zh-CN");
    expect(chooseLocale(undefined, "zh-TW")).toBe("zh-CN");
    expect(chooseLocale(undefined, "en-GB,zh-CN;q=0.4")).toBe("en");
  });

  it("falls back to English", () => {
    expect(chooseLocale("xx", null)).toBe("en");
    expect(chooseLocale(undefined, "fr;q=0.9, zh;q=0")).toBe("en");
  });
});

describe("chooseTimeZone", () => {
  it("keeps a real zone and refuses others", () => {
    expect(chooseTimeZone("Asia/Shanghai")).toBe("Asia/Shanghai");
    expect(chooseTimeZone("Mars/Base")).toBe("UTC");
    expect(chooseTimeZone(undefined)).toBe("UTC");
  });
});
