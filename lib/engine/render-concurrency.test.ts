import { expect, it } from "vitest";
import { renderConcurrency } from "#lib/engine/render-concurrency";

it.each([
  [undefined, 1, 1],
  [undefined, 2, 1],
  [undefined, 8, 7],
  [3, 2, 3],
])("draws with a setting of %s on %s cores %s clips at once", (setting, cores, clips) => {
  expect(renderConcurrency(setting, cores)).toBe(clips);
});
