import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeMarks, hasMarks } from "#lib/domain/wildcard-marks";
import { expandPrompts, type WildcardLists } from "#lib/domain/wildcards";

const NO_LISTS: WildcardLists = new Map();
const LISTS: WildcardLists = new Map([
  ["cities", ["Oslo", "Lima", "Kyoto"]],
  ["places", ["a street in __Cities__", "a {quiet|busy} harbour"]],
  ["loop", ["a __loop__ __loop__"]],
  ["empty", []],
]);
const expand = (template: string, { count = 1, seed = 1, lists = LISTS } = {}) =>
  expandPrompts([template], { count, seed, lists });
/** Everything that a template becomes, by many seeds. */
const all = (template: string) =>
  [...new Set(Array.from({ length: 400 }, (_, seed) => expand(template, { seed }).prompts[0]))].sort();

describe("expandPrompts", () => {
  it.each([
    ["a {red|blue} car", ["a blue car", "a red car"]],
    ["{|very }fast", ["fast", "very fast"]],
    ["{a|{b|c}} {d}", ["a d", "b d", "c d"]],
    ["{2$$a|b|c}", ["a, b", "a, c", "b, a", "b, c", "c, a", "c, b"]],
    ["{1-2$$a|b}", ["a", "a, b", "b", "b, a"]],
    ["{2-1$$a|b}", ["a", "a, b", "b", "b, a"]],
    ["{0$$a|b}!", ["!"]],
    ["{9$$a|b}", ["a, b", "b, a"]],
    ["in __cities__", ["in Kyoto", "in Lima", "in Oslo"]],
    ["__CITIES__", ["Kyoto", "Lima", "Oslo"]],
    ["{1$$__cities__}", ["Kyoto", "Lima", "Oslo"]],
    ["__places__", ["a busy harbour", "a quiet harbour", "a street in Kyoto", "a street in Lima", "a street in Oslo"]],
    ["\\{a|b\\} {\\||\\}}", ["{a|b} |", "{a|b} }"]],
    ["snake\\_\\_case\\_\\_ {x}", ["snake__case__ x"]],
    ["a | b {c", ["a | b {c"]],
    ["} { {a}", ["} { a"]],
    ["{{subject}} is {{mood=calm}} {a}", ["{{subject}} is {{mood=calm}} a"]],
    ["{x|{{y}}}", ["x", "{{y}}"]],
    ["{{a}|b}", ["a", "b"]],
    ["plain \\ text", ["plain \\ text"]],
  ])("makes of %s what it says", (template, becomes) => expect(all(template)).toEqual(becomes));

  it("takes two of a list", () => {
    expect(all("{2$$__cities__}")).toHaveLength(6);
  });

  it("says which lists are missing, and leaves them as they stand", () => {
    expect(expand("__Towns__ and __empty__ {2$$__towns__}")).toEqual({
      prompts: ["__Towns__ and __empty__ __towns__"],
      random: true,
      missing: ["Towns", "empty", "towns"],
    });
  });

  it("comes to an end where lists name themselves, and with braces without end", () => {
    expect(expand("__loop__").prompts[0]?.length).toBeLessThan(20_000);
    expect(expand(`${"{".repeat(5_000)}a${"}".repeat(5_000)}`).prompts).toHaveLength(1);
    expect(expand(`${"{".repeat(5_000)}a`).prompts).toHaveLength(1);
  });

  it("makes as many of each template in their order, all different while there are enough", () => {
    const { prompts } = expandPrompts(["{a|b|c|d}", "plain"], { count: 4, seed: 3, lists: NO_LISTS });
    expect(prompts.slice(0, 4).sort()).toEqual(["a", "b", "c", "d"]);
    expect(prompts.slice(4)).toEqual(["plain", "plain", "plain", "plain"]);
    expect(expand("{a|b}", { count: 5 }).prompts).toHaveLength(5);
  });

  it("says whether there is chance in it", () => {
    expect([expand("{a|b}").random, expand("\\{a\\}").random, expand("{{a}}").random]).toEqual([true, false, false]);
  });
});

const template = fc.string({
  unit: fc.constantFrom("a", "b", " ", "{", "}", "|", "\\", "_", "$", "2", "{a|b}", "__cities__", "{{v}}", "雪", "\n"),
  maxLength: 40,
});
const input = fc.record({ count: fc.integer({ min: 1, max: 8 }), seed: fc.integer({ min: 0 }) });

describe("properties of expandPrompts", () => {
  it("gives the same prompts for the same seed, as many as were asked for", () => {
    fc.assert(
      fc.property(fc.array(template, { maxLength: 5 }), input, (templates, { count, seed }) => {
        const once = expandPrompts(templates, { count, seed, lists: LISTS });
        expect(expandPrompts(templates, { count, seed, lists: LISTS })).toEqual(once);
        expect(once.prompts).toHaveLength(templates.length * count);
      }),
    );
  });

  it("gives back whatever was escaped", () => {
    fc.assert(
      fc.property(fc.oneof(template, fc.string({ unit: "grapheme" })), input, (prompt, { count, seed }) => {
        const { prompts, random } = expandPrompts([escapeMarks(prompt)], { count, seed, lists: LISTS });
        expect(prompts).toEqual(Array.from({ length: count }, () => prompt));
        expect(random).toBe(false);
      }),
    );
  });

  it("sends what has no marks as it is", () => {
    fc.assert(
      fc.property(template, fc.integer(), (prompt, seed) => {
        fc.pre(!hasMarks(prompt));
        expect(expand(prompt, { seed }).prompts).toEqual([prompt]);
      }),
    );
  });

  it("takes one of the options, whatever they are called", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), fc.integer(), (words, seed) => {
        expect(words).toContain(expand(`{${words.join("|")}}`, { seed }).prompts[0]);
      }),
    );
  });
});
