import { expect, it } from "vitest";
import { commandOf, nextRate, PLAYBACK_KEYS } from "#lib/client/playback-keys";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey", boolean>> = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

it("reads keys in either case, and leaves those of the browser alone", () => {
  expect([press(" "), press("k"), press("K"), press(","), press(">")]).toEqual([
    "toggle",
    "toggle",
    "toggle",
    "stepBack",
    "faster",
  ]);
  expect([press("f", { ctrlKey: true }), press("r", { metaKey: true }), press("ArrowLeft"), press("x")]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it("gives every key one meaning", () => {
  const keys = PLAYBACK_KEYS.flatMap((key) => key.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

it("goes through the speeds and stops at the ends", () => {
  expect([nextRate(1, 1), nextRate(1, -1), nextRate(2, 1), nextRate(0.25, -1)]).toEqual([1.25, 0.75, 2, 0.25]);
});
