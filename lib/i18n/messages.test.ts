import { describe, expect, it } from "vitest";
import { SENTENCE_CODES } from "#lib/client/sentence-codes";
import en from "./messages/en.json" with { type: "json" };
import zhCn from "./messages/zh-CN.json" with { type: "json" };

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, path = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "string") flat.set(here, value);
    else for (const [inner, text] of flatten(value, here)) flat.set(inner, text);
  }
  return flat;
}

/** Names of ICU arguments: braces at odd depths hold arguments, those at even depths the texts of a plural. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (let place = 0; place < message.length; place += 1) {
    if (message[place] === "}") depth -= 1;
    if (message[place] !== "{") continue;
    depth += 1;
    const name = /^\w+/.exec(message.slice(place + 1))?.[0];
    if (depth % 2 === 1 && name) names.add(name);
  }
  return [...names].sort();
}

const english = flatten(en);
const chinese = flatten(zhCn);

describe("translations", () => {
  it("hold the same keys", () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    expect(english.size).toBeGreaterThan(200);
  });

  it("take the same arguments", () => {
    for (const [key, message] of english) {
      expect([key, argumentsOf(chinese.get(key) ?? "")]).toEqual([key, argumentsOf(message)]);
    }
  });

  it("leave no sentence empty", () => {
    for (const [key, message] of [...english, ...chinese]) expect([key, message.trim()]).not.toEqual([key, ""]);
  });

  it("have a sentence for every code, and no code without use", () => {
    expect(Object.keys(en.errors).sort()).toEqual([...SENTENCE_CODES].sort());
  });
});
