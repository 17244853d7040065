import { describe, expect, it } from "vitest";
import { fillVariables, variablesIn } from "#lib/domain/prompt-variables";

describe("variablesIn", () => {
  it("names each once, with what it falls back to wherever that stands", () => {
    expect(variablesIn("{{subject}} and {{ place = a beach }}, {{subject=a fox}}, {{主题}}")).toEqual([
      { name: "subject", fallback: "a fox" },
      { name: "place", fallback: "a beach" },
      { name: "主题", fallback: "" },
    ]);
  });

  it.each(["{a|b}", "{{a}|b}", "{{a|b}}", "{{}}", "{ {a} }", "{{1st}}", "{{2$$a}}"])("finds none in %s", (prompt) =>
    expect(variablesIn(prompt)).toEqual([]),
  );
});

describe("fillVariables", () => {
  it("fills in what is given, then what it falls back to, and leaves the rest", () => {
    const values = new Map([
      ["subject", " a red fox "],
      ["time", " "],
    ]);
    expect(fillVariables("{{subject}} at {{time=dusk}}, {{time}}, {{place}}", values)).toBe(
      "a red fox at dusk, dusk, {{place}}",
    );
  });

  it("takes no value for a pattern", () => {
    expect(fillVariables("{{a}}", new Map([["a", "$& $1 {x|y}"]]))).toBe("$& $1 {x|y}");
  });
});
