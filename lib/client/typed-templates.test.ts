import { expect, it } from "vitest";
import { asTyped } from "#lib/client/typed-templates";

const CARS = { template: "a {red|blue} car", prompts: ["a red car", "a blue car"] };

it("brings a batch back as the one template that was typed, where its latest prompt stood", () => {
  expect(asTyped(["a boat", "a blue car", "a kite", "a red car"], [CARS])).toEqual([
    "a boat",
    "a {red|blue} car",
    "a kite",
  ]);
});

it("leaves prompts alone that are not all of a batch: it was another's, or is too long ago", () => {
  expect(asTyped(["a red car", "a boat"], [CARS])).toEqual(["a red car", "a boat"]);
});

it("takes the latest template of a prompt that came from several", () => {
  const again = { template: "a {{colour}} car", prompts: ["a red car"] };
  expect(asTyped(["a red car", "a blue car"], [again, CARS])).toEqual(["a {{colour}} car", "a {red|blue} car"]);
});

it("escapes marks of what was sent as it is", () => {
  expect(asTyped(["a {b|c} d"], [])).not.toEqual(["a {b|c} d"]);
});
