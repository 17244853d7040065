import { expect, it } from "vitest";
import { libraryIsBehind, notePath } from "#lib/client/way-back";

it("knows when the library is one step back", () => {
  notePath("/video/1");
  expect(libraryIsBehind()).toBe(false);
  notePath("/");
  notePath("/video/1");
  expect(libraryIsBehind()).toBe(true);
  notePath("/video/2");
  expect(libraryIsBehind()).toBe(true);
  notePath("/usage");
  notePath("/video/2");
  expect(libraryIsBehind()).toBe(false);
});
