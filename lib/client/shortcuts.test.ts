import { expect, it } from "vitest";
import { controlName, isShortcut, shortcutLines } from "#lib/client/shortcuts";

const press = (key: string, others: Partial<Record<"ctrlKey" | "metaKey" | "altKey", boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...others,
});

it("opens the palette by Ctrl or Command with K, and by nothing near it", () => {
  expect(isShortcut(press("k", { ctrlKey: true }), "palette")).toBe(true);
  expect(isShortcut(press("K", { metaKey: true }), "palette")).toBe(true);
  expect(isShortcut(press("k"), "palette")).toBe(false);
  expect(isShortcut(press("k", { ctrlKey: true, altKey: true }), "palette")).toBe(false);
  expect(isShortcut(press("?", { ctrlKey: true }), "shortcuts")).toBe(false);
  expect(isShortcut(press("?"), "shortcuts")).toBe(true);
});

it("lists each shortcut once with keys that can be read", () => {
  const lines = shortcutLines();
  expect(new Set(lines.map(({ what }) => what)).size).toBe(lines.length);
  expect(lines.find(({ what }) => what === "palette")).toMatchObject({ signs: ["K"], withControl: true });
  expect(lines.find(({ what }) => what === "move")?.signs).toEqual(["←", "↑", "→", "↓"]);
  expect(lines.find(({ what }) => what === "toggle")?.signs).toEqual(["Space", "K"]);
  expect(lines.find(({ what }) => what === "stepBack")?.signs).toEqual([","]);
  expect(lines.every(({ signs }) => signs.length > 0 && signs.every(Boolean))).toBe(true);
});

it("names the key as this machine does", () => {
  expect(controlName("MacIntel")).toBe("⌘");
  expect(controlName("Linux x86_64")).toBe("Ctrl");
});
