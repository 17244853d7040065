import { expect, it } from "vitest";
import { wordDiff } from "#lib/domain/word-diff";

const marked = (texts: string[], locale = "en") =>
  wordDiff(texts, locale).map((parts) => parts.map(({ text, shared }) => (shared ? text : `[${text}]`)).join(""));

it("marks the words that not all have", () => {
  expect(marked(["a red car at dawn", "a blue car at dawn"])).toEqual(["a [red] car at dawn", "a [blue] car at dawn"]);
  expect(marked(["a fox", "a fox runs", "a fox"])).toEqual(["a fox", "a fox[ runs]", "a fox"]);
  expect(marked(["same", "same"])).toEqual(["same", "same"]);
});

it("knows words in Chinese, and goes by their order", () => {
  const [one, other] = marked(["一只狐狸在雪地里", "一只兔子在雪地里"], "zh-CN");
  expect([one, other]).toEqual(["一只[狐狸]在雪地里", "一只[兔子]在雪地里"]);
  expect(marked(["one two", "two one"])[0]).toMatch(/\[/);
});

it("is quick with the longest prompts", () => {
  const long = Array.from({ length: 1_000 }, (_, place) => `word${place}`).join(" ");
  const start = performance.now();
  wordDiff([long, `${long} x`, long, `y ${long}`], "en");
  expect(performance.now() - start).toBeLessThan(2_000);
});
